package io.boxoffice.bench.report;

import io.boxoffice.bench.load.Target;
import io.boxoffice.bench.peers.PlainServerCommand;
import io.boxoffice.bench.process.OwnJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The server that answers from memory, in a process of its own with a server's heap. */
final class PlainProcess implements AutoCloseable {
    private final Process process;
    private final Target target;

    PlainProcess() throws IOException {
        List<String> command = OwnJvm.command(List.of("-Xms128m", "-Xmx384m"));
        command.add("plain-server");
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        target = awaitReady();
    }

    private Target awaitReady() throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(PlainServerCommand.READY)) {
                String port = line.substring(PlainServerCommand.READY.length());
                return new Target(URI.create("http://127.0.0.1:" + port), null, "nobody", customer -> "nobody");
            }
            said.append(line).append('\n');
        }
        throw new IOException("the plain server did not start: " + said);
    }

    Target target() {
        return target;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
