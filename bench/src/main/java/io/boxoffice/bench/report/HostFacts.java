package io.boxoffice.bench.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The machine.
 *
 * @param memoryMib  of all
 * @param fileSystem of the directory that was measured in
 * @param fsyncP50Us the median of the host's own sync
 * @param fsyncP99Us its 99th percentile
 */
public record HostFacts(
        int cores,
        String processor,
        long memoryMib,
        String jdk,
        String kernel,
        String fileSystem,
        double fsyncP50Us,
        double fsyncP99Us) {
    /** Asks the machine. The syncs are measured elsewhere. */
    static HostFacts of(Path directory, double fsyncP50Us, double fsyncP99Us) throws IOException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new HostFacts(
                Runtime.getRuntime().availableProcessors(),
                model(),
                system.getTotalMemorySize() >> 20,
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                Files.getFileStore(directory).type(),
                fsyncP50Us,
                fsyncP99Us);
    }

    private static String model() throws IOException {
        Path cpuinfo = Path.of("/proc/cpuinfo");
        List<String> lines = Files.isReadable(cpuinfo) ? Files.readAllLines(cpuinfo) : List.of();
        return lines.stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }
}
