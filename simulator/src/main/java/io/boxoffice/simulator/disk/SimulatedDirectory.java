package io.boxoffice.simulator.disk;

import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/** The entries of a directory: as everybody sees them, and as they are on the platter. */
final class SimulatedDirectory implements SimulatedNode {
    final TreeMap<String, SimulatedNode> entries = new TreeMap<>();
    private final TreeMap<String, SimulatedNode> durable = new TreeMap<>();

    void force() {
        durable.clear();
        durable.putAll(entries);
    }

    @Override
    public void losePower(Random random) {
        TreeSet<String> names = new TreeSet<>(durable.keySet());
        names.addAll(entries.keySet());
        for (String name : names) {
            SimulatedNode now = entries.get(name);
            SimulatedNode before = durable.get(name);
            if (now != before && random.nextBoolean()) {
                if (now == null) {
                    durable.remove(name);
                } else {
                    durable.put(name, now);
                }
            }
        }
        entries.clear();
        entries.putAll(durable);
        entries.values().forEach(node -> node.losePower(random));
    }
}
