package io.boxoffice.simulator.disk;

/** The simulated process ends here: what is not undone by anybody, and must not be caught. */
public final class PowerCut extends Error {
    private static final long serialVersionUID = 1L;

    PowerCut() {
        super("the simulated machine has stopped", null, false, false);
    }
}
