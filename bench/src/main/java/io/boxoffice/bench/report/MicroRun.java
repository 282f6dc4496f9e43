package io.boxoffice.bench.report;

import io.boxoffice.bench.micro.AvailabilityBenchmark;
import io.boxoffice.bench.micro.BestAvailableBenchmark;
import io.boxoffice.bench.micro.EndOfHoldBenchmark;
import io.boxoffice.bench.micro.GatewayBenchmark;
import io.boxoffice.bench.micro.HoldAndReleaseBenchmark;
import io.boxoffice.bench.micro.SellBenchmark;
import io.boxoffice.bench.micro.WireFormatBenchmark;
import io.boxoffice.bench.process.OwnJvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the JMH benchmarks of the core and the gateway, each in JVMs of its own, with the allocation profiler. */
final class MicroRun {
    private static final List<Class<?>> BENCHMARKS = List.of(
            HoldAndReleaseBenchmark.class,
            SellBenchmark.class,
            BestAvailableBenchmark.class,
            EndOfHoldBenchmark.class,
            GatewayBenchmark.class,
            AvailabilityBenchmark.class,
            WireFormatBenchmark.class);
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private MicroRun() {}

    /**
     * @param quick one JVM a benchmark and short iterations, instead of three
     * @param log   gets what JMH says
     */
    static List<MicroResult> run(boolean quick, Path log) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .forks(quick ? 1 : 3)
                .jvmArgsAppend(jvm())
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .output(log.toString());
        if (quick) {
            options.warmupIterations(2)
                    .measurementIterations(3)
                    .warmupTime(TimeValue.milliseconds(400))
                    .measurementTime(TimeValue.milliseconds(400));
        } else {
            options.warmupIterations(3)
                    .measurementIterations(5)
                    .warmupTime(TimeValue.seconds(1))
                    .measurementTime(TimeValue.seconds(1));
        }
        BENCHMARKS.forEach(each -> options.include("\\." + each.getSimpleName() + "\\."));
        Collection<RunResult> results = new Runner(options.build()).run();
        List<MicroResult> all = new ArrayList<>();
        results.forEach(result -> all.add(of(result)));
        return all;
    }

    private static String[] jvm() {
        List<String> options = new ArrayList<>(OwnJvm.options());
        options.add("-Xms2g");
        options.add("-Xmx2g");
        return options.toArray(new String[0]);
    }

    private static MicroResult of(RunResult run) {
        Result<?> score = run.getPrimaryResult();
        BenchmarkParams benchmark = run.getParams();
        String name = benchmark.getBenchmark();
        String shortName = name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1);
        Map<String, String> parameters = new TreeMap<>();
        benchmark.getParamsKeys().forEach(key -> parameters.put(key, benchmark.getParam(key)));
        Result<?> allocated = run.getSecondaryResults().get(ALLOCATED);
        double error = Double.isNaN(score.getScoreError()) ? 0 : score.getScoreError();
        return new MicroResult(
                shortName,
                parameters,
                score.getStatistics().getPercentile(50),
                error,
                score.getScoreUnit(),
                allocated == null ? 0 : allocated.getScore());
    }
}
