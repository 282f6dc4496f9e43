package io.boxoffice.server.core;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;

/**
 * How much of the heap long-lived objects may still take. A second state machine must not be what takes the last of it: the
 * first one sells. Any thread.
 */
final class HeapRoom {
    /** The share of the heap that is not for a second state machine. */
    static final double RESERVE = 0.25;

    private final List<MemoryPoolMXBean> longLived = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .filter(pool -> pool.getName().contains("Old") || pool.getName().contains("Tenured"))
            .toList();
    private final long maxBytes = Runtime.getRuntime().maxMemory();

    /** The share of the heap that is left, 0 to 1. */
    double left() {
        long used = 0;
        for (MemoryPoolMXBean pool : longLived) {
            used += pool.getUsage().getUsed();
        }
        if (longLived.isEmpty()) {
            used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        }
        return (double) (maxBytes - used) / maxBytes;
    }
}
