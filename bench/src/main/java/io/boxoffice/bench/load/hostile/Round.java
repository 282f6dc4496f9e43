package io.boxoffice.bench.load.hostile;

/**
 * The victims' load undisturbed, and then beside an attack.
 *
 * @param attackerCores processor time of the attack's thread, in cores
 * @param serverCores   of the server, while attacked; 0: unknown
 * @param most          what the server used at most while attacked
 * @param liveHeapMib   what was left after a full collection at the end of the attack, while it went on; -1: unknown
 * @param alive         whether the server's process lived through it
 * @param lastWords     what the server said last, when it did not; else empty
 */
record Round(
        Victims.Fate undisturbed,
        Victims.Fate attacked,
        Assault.Counts attack,
        double attackerCores,
        double serverCores,
        ServerWatch.Most most,
        double liveHeapMib,
        boolean alive,
        String lastWords) {

    /** By how much the attack lengthened the p99 of holds; 1 or less: not at all. */
    double p99Ratio() {
        return attacked.p99Ms() / undisturbed.p99Ms();
    }
}
