package io.boxoffice.server.doctor;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What a process sees of its machine and JVM; a port, so that tests can have another.
 *
 * @param javaFeature    17, 25, …
 * @param closedPackages of those that must be open to Boxoffice, the ones that are not
 * @param memoryBytes    of the machine or container
 * @param maxHeapBytes   of this JVM
 * @param maxOpenFiles   of this process; -1 when not known
 */
public record Machine(
        int javaFeature,
        String javaVersion,
        java.util.List<String> closedPackages,
        int cores,
        long memoryBytes,
        long maxHeapBytes,
        long maxOpenFiles) {
    private static final java.util.List<String> OPEN =
            java.util.List.of("java.lang", "java.lang.reflect", "java.io", "java.util", "java.nio", "sun.nio.ch");

    /** This one. */
    public static Machine here() {
        Module base = Object.class.getModule();
        Module own = Machine.class.getModule();
        var closed = OPEN.stream().filter(name -> !base.isOpen(name, own)).toList();
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Machine(
                Runtime.version().feature(),
                Runtime.version() + ", " + System.getProperty("java.vendor"),
                closed,
                Runtime.getRuntime().availableProcessors(),
                system.getTotalMemorySize(),
                Runtime.getRuntime().maxMemory(),
                system instanceof UnixOperatingSystemMXBean unix ? unix.getMaxFileDescriptorCount() : -1);
    }
}
