package io.boxoffice.server.fuzz;

import java.util.Locale;

/**
 * What Jazzer calls. It needs no dependency: the methods' names are the contract. With the test classes built and Jazzer's jar
 * at hand ({@code mvn dependency:get -Dartifact=com.code-intelligence:jazzer:0.30.0}):
 *
 * <pre>
 * mvn -q -pl server dependency:build-classpath -Dmdep.outputFile=server/target/classpath
 * mkdir -p server/target/fuzz/token
 * java -cp jazzer-0.30.0.jar com.code_intelligence.jazzer.Jazzer \
 *     --cp=server/target/test-classes:server/target/classes:$(cat server/target/classpath) \
 *     --target_class=io.boxoffice.server.fuzz.CoverageGuided --target_args=token \
 *     --instrumentation_includes='io.boxoffice.**:com.nimbusds.**' \
 *     -max_total_time=600 server/target/fuzz/token server/src/test/resources/fuzz/token
 * </pre>
 *
 * <p>The first directory collects what reaches new code; {@code -merge=1 NEW OLD} keeps the smallest set of it. The names of
 * the decoders are those of {@link Decoder}.
 */
public final class CoverageGuided {
    private static FuzzTarget target;

    private CoverageGuided() {}

    /** Once, before anything else. */
    public static void fuzzerInitialize(String[] args) throws Exception {
        String name = args[0].toUpperCase(Locale.ROOT).replace('-', '_');
        target = Decoder.valueOf(name).open();
    }

    /** For each input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        target.decode(input);
    }
}
