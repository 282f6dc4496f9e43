package io.boxoffice.server.cli;

import io.boxoffice.server.doctor.Examination;
import io.boxoffice.server.doctor.Finding;
import io.boxoffice.server.doctor.Finding.Level;
import io.boxoffice.server.doctor.Machine;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks the machine. */
@Command(
        name = "doctor",
        description = {
            "Checks whether a server would run well here.",
            "Java and its flags, memory, cores, the data directory's disk and whether it keeps what it is given, PostgreSQL,"
                    + " ports: each line says ok, warn or fail, and what to do. Exit code 1 when one fails."
        })
final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions options;

    @Override
    public Integer call() {
        List<Finding> findings = new Examination(options.load(), Machine.here(), options.configFile()).run();
        PrintWriter out = spec.commandLine().getOut();
        for (Finding finding : findings) {
            out.printf(
                    "%-4s  %-15s %s%n",
                    finding.level().name().toLowerCase(Locale.ROOT), finding.subject(), finding.text());
            if (!finding.advice().isEmpty()) {
                out.printf("%22s-> %s%n", "", finding.advice());
            }
        }
        out.flush();
        return findings.stream().anyMatch(finding -> finding.level() == Level.FAIL) ? 1 : 0;
    }
}
