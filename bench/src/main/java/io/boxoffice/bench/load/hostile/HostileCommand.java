package io.boxoffice.bench.load.hostile;

import io.boxoffice.bench.load.LoadFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** One attack on a server of its own: {@code load slow-readers} and the others. */
@Command(
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the server stood",
            "1:it did not, or could not be measured; the lines that begin with FAILED say why",
            "2:asked wrongly"
        })
public final class HostileCommand implements Callable<Integer> {
    private final Attack attack;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--variant",
            paramLabel = "NAME",
            description = "One form of the attack; may be repeated. Default: all, in turn.")
    private List<String> variants = List.of();

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "10",
            description =
                    "How long the victims are measured, undisturbed and then attacked. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Of each variant; medians count. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "400",
            description = "Of the victims, requests a second: holds are half of them. Default: ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "0",
            description = "Of the attackers. Default: as many as the variant has.")
    private int connections;

    @Option(
            names = "--pace",
            paramLabel = "N",
            defaultValue = "10000",
            description =
                    "Requests a second at most of attackers that ask in loops; they share the machine with the server."
                            + " Default: ${DEFAULT-VALUE}.")
    private int pace;

    @Option(
            names = "--addresses",
            paramLabel = "N",
            defaultValue = "1",
            description = "Attackers call from 127.0.0.2 and so on, so many addresses. Default: ${DEFAULT-VALUE}.")
    private int addresses;

    @Option(
            names = "--server-warm-up",
            paramLabel = "N",
            defaultValue = "30",
            description =
                    "Seconds of a steady evening on each new server before anything else. Default: ${DEFAULT-VALUE}.")
    private int serverWarmUp;

    @Option(
            names = "--own-server-in",
            paramLabel = "DIR",
            description = "Where the server's temporary directory is made. Default: the directory of --out.")
    private Path ownServerIn;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "load-results",
            description = "Where the .json file is written. Default: ./${DEFAULT-VALUE}.")
    private Path out;

    private HostileCommand(Attack attack) {
        this.attack = attack;
    }

    /** The command of one attack, named as the attack is, to be put below {@code load}. */
    public static CommandLine of(Attack attack) {
        CommandLine line = new CommandLine(new HostileCommand(attack));
        List<String> footer = new ArrayList<>(List.of("", "Variants:"));
        attack.variants()
                .forEach(each -> footer.add("  " + each.name() + ", " + each.connections() + " connections: "
                        + each.what().replace("%", "%%")));
        line.getCommandSpec()
                .name(attack.text())
                .usageMessage()
                .description(
                        attack.what(),
                        "It starts a server of its own with the stock limits and memory, and measures honest customers from"
                                + " 127.0.0.1: first undisturbed, then while attackers from other loopback addresses do what"
                                + " the variant says.",
                        "The server stands when its process lives, at most 0.1 %% of the victims' requests fail, the p99 of"
                                + " their holds is at most 3 times that of undisturbed ones (or 5 ms), and heap and direct"
                                + " memory stay under what config/jvm.options gives. Each is one line.")
                .footer(footer.toArray(new String[0]));
        return line;
    }

    @Override
    public Integer call() throws IOException {
        List<Variant> chosen = chosen();
        PrintWriter say = spec.commandLine().getOut();
        List<HostileRun.Report> reports = new ArrayList<>();
        try (HostileRun run = new HostileRun(attack, plan(), line -> {
            say.println(line);
            say.flush();
        })) {
            for (Variant variant : chosen) {
                reports.add(run.measure(variant));
                LoadFiles.writeJson(out, attack.text(), reports);
            }
        }
        say.println("written to " + out.resolve(attack.text() + ".json"));
        List<String> fallen = reports.stream()
                .filter(report -> !report.passed())
                .map(HostileRun.Report::variant)
                .toList();
        if (fallen.isEmpty()) {
            say.println("the server stood " + attack.text());
            return 0;
        }
        spec.commandLine()
                .getErr()
                .println("boxoffice: the server did not stand " + attack.text() + ": " + String.join(", ", fallen));
        return 1;
    }

    private List<Variant> chosen() {
        try {
            return variants.isEmpty()
                    ? attack.variants()
                    : variants.stream().map(attack::variant).toList();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private HostileRun.Plan plan() {
        try {
            return new HostileRun.Plan(
                    seconds,
                    rate,
                    connections,
                    pace,
                    addresses,
                    rounds,
                    serverWarmUp,
                    ownServerIn == null ? out : ownServerIn);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
