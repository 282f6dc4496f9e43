package io.boxoffice.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How this program is started anew, in a JVM of its own. Any thread. */
public final class OwnJvm {
    private OwnJvm() {}

    /**
     * The beginning of a command line that starts this program anew; the program's own arguments are added to it.
     *
     * @param jvm further options of the JVM
     */
    public static List<String> command(List<String> jvm) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options());
        command.addAll(jvm);
        command.add("-Dboxoffice.home=" + Installation.home());
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add("io.boxoffice.bench.Bench");
        return command;
    }

    /**
     * What Chronicle and others need of this JDK: the options of {@code config/jvm.options} that open it.
     *
     * @throws UncheckedIOException when that file cannot be read
     */
    public static List<String> options() {
        Path file = Installation.home().resolve("config/jvm.options");
        try {
            List<String> options = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith("--add-") || line.startsWith("-Dchronicle.")) {
                    options.add(line.strip());
                }
            }
            Path log = Installation.home().resolve("config/log4j2.xml");
            options.add("-Dlog4j2.configurationFile=" + log);
            return options;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
