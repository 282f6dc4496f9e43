package io.boxoffice.server.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What Jazzer calls. It needs no dependency: the methods' names are the contract. With the test classes built, from the
 * project's directory:
 *
 * <pre>
 * mvn -q dependency:get -Dartifact=com.code-intelligence:jazzer:0.30.0
 * mvn -q -pl server -am test-compile dependency:build-classpath -Dmdep.outputFile=$PWD/server/target/classpath
 * REPOSITORY=$(mvn -q help:evaluate -Dexpression=settings.localRepository -DforceStdout)/com/code-intelligence
 * JAZZER=$REPOSITORY/jazzer/0.30.0/jazzer-0.30.0.jar:$REPOSITORY/jazzer-api/0.30.0/jazzer-api-0.30.0.jar
 * CLASSES=server/target/test-classes:server/target/classes:$(cat server/target/classpath)
 * mkdir -p server/target/fuzz/token
 * java -cp $CLASSES io.boxoffice.server.fuzz.CoverageGuided token server/target/fuzz/token
 * java -cp $JAZZER:$CLASSES com.code_intelligence.jazzer.Jazzer \
 *     --target_class=io.boxoffice.server.fuzz.CoverageGuided --target_args=token \
 *     --instrumentation_includes='io.boxoffice.**:com.nimbusds.**' --disabled_hooks='com.code_intelligence.jazzer.sanitizers.*' \
 *     -max_total_time=600 server/target/fuzz/token
 * </pre>
 *
 * <p>The directory begins with the valid inputs and collects what reaches new code; {@code -merge=1 NEW OLD} keeps the smallest
 * set of it, for {@code server/src/test/resources/fuzz/token}. The names of the decoders are those of {@link Decoder}.
 */
public final class CoverageGuided {
    private static FuzzTarget target;

    private CoverageGuided() {}

    /** Writes the valid inputs and the kept ones of a decoder into a directory, for Jazzer to begin with. */
    public static void main(String[] args) throws IOException {
        fuzzerInitialize(args);
        List<byte[]> inputs = Mutator.together(target.seeds(), Corpus.bytesOf(args[0]));
        for (int i = 0; i < inputs.size(); i++) {
            Files.write(Path.of(args[1], "valid-" + i), inputs.get(i));
        }
        target.close();
    }

    /** Once, before anything else. */
    public static void fuzzerInitialize(String[] args) throws IOException {
        target = Decoder.valueOf(args[0].toUpperCase(Locale.ROOT).replace('-', '_'))
                .open();
    }

    /** For each input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        target.decode(input);
    }
}
