package io.boxoffice.server;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** bin/boxoffice in a home of its own, with programs that only say how they were called. */
class LauncherTest {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    Path directory;

    private Path home;
    private Path jdk;

    private record Run(int code, String output) {}

    @BeforeEach
    void install() throws IOException {
        home = directory.resolve("a home");
        for (String part : List.of("bin", "config", "server/target/lib")) {
            Files.createDirectories(home.resolve(part));
        }
        Files.copy(PROJECT.resolve("bin/boxoffice"), home.resolve("bin/boxoffice"));
        Files.writeString(
                home.resolve("config/jvm.options"), "# none\n-Xmx1g\n 24-:-Dnew=1 \n17:-Dold=1\n\n17-24:-Drange=1\n");
        Files.writeString(home.resolve("server/target/boxoffice.jar"), "");
        jdk = directory.resolve("jdk");
        Files.createDirectories(jdk.resolve("bin"));
        program(jdk.resolve("bin/java"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        release("17.0.9");
    }

    @Test
    void shouldStartJavaWithTheOptionsOfItsVersionWhereverItIsCalledFrom() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("bo"), Path.of("a home/bin/boxoffice"));
        Run run = run(link, "serve", "--data", "my data");
        assertEquals(0, run.code(), run.output());
        assertEquals(
                List.of("-Xmx1g", "-Dold=1", "-Drange=1", "-Dboxoffice.home=" + home),
                run.output().lines().limit(4).toList());
        assertTrue(run.output().endsWith("-jar\n" + home + "/server/target/boxoffice.jar\nserve\n--data\nmy data\n"));
        release("25.0.1");
        assertTrue(run(link).output().startsWith("-Xmx1g\n-Dnew=1\n-Dboxoffice.home"));
    }

    @Test
    void shouldKeepWhatAServerMakesFromOthers() throws Exception {
        program(jdk.resolve("bin/java"), "#!/bin/sh\numask\n");
        Path script = home.resolve("bin/boxoffice");
        for (String command : List.of("serve", "write", "backup", "restore", "token")) {
            assertTrue(run(script, command).output().endsWith("077\n"), command);
        }
    }

    @Test
    void shouldRefuseAnOldJavaAndOneThatIsNotThere() throws Exception {
        release("1.8.0_292");
        Run old = run(home.resolve("bin/boxoffice"));
        assertEquals(1, old.code());
        assertTrue(old.output().contains("is Java 8, but 17 or newer is needed"), old.output());
        Files.delete(jdk.resolve("bin/java"));
        Run none = run(home.resolve("bin/boxoffice"));
        assertEquals(1, none.code());
        assertTrue(none.output().contains("which has no bin/java"), none.output());
    }

    @Test
    void shouldBuildOnlyWhatIsMissingOrOlderThanItsSources() throws Exception {
        program(jdk.resolve("bin/mvn"), "#!/bin/sh\necho '[INFO] Building Boxoffice server 1.0 [8/8]'\n");
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        Path source = home.resolve("engine/src/main/java/A.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, "class A {}");
        age(home.resolve("pom.xml"), 100);
        age(source, 100);
        assertFalse(run(home.resolve("bin/boxoffice")).output().contains("building"));
        age(home.resolve("server/target/boxoffice.jar"), 200);
        Run stale = run(home.resolve("bin/boxoffice"));
        assertTrue(stale.output().contains("boxoffice:   Boxoffice server 1.0 [8/8]"), stale.output());
        assertFalse(run(home.resolve("bin/boxoffice")).output().contains("building"));
    }

    @Test
    void shouldRunTheProgramOfTheModuleThatHasTheCommand() throws Exception {
        program(jdk.resolve("bin/mvn"), """
                #!/bin/sh
                mkdir -p "$4/target/lib"
                touch "$4/target/boxoffice-$4.jar"
                echo "$@" >> built
                """);
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        age(home.resolve("pom.xml"), 100);
        Path script = home.resolve("bin/boxoffice");
        assertTrue(run(script, "load", "-x").output().endsWith("/bench/target/boxoffice-bench.jar\nload\n-x\n"));
        assertTrue(run(script, "bench").output().endsWith("/bench/target/boxoffice-bench.jar\nbench\n"));
        assertTrue(run(script, "simulate").output().endsWith("/simulator/target/boxoffice-simulator.jar\nsimulate\n"));
        List<String> built = Files.readAllLines(home.resolve("built"));
        assertEquals(2, built.size(), built.toString());
        assertTrue(built.get(0).contains("-pl bench -am"), built.toString());
        assertTrue(built.get(1).contains("-pl simulator -am"), built.toString());
    }

    @Test
    void shouldBuildTheSimulatorAgainWhenTheModelAmongTheTestsIsNewer() throws Exception {
        program(jdk.resolve("bin/mvn"), "#!/bin/sh\nexit 0\n");
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        age(home.resolve("pom.xml"), 100);
        Files.createDirectories(home.resolve("simulator/target/lib"));
        Path jar = Files.writeString(home.resolve("simulator/target/boxoffice-simulator.jar"), "");
        Path model = home.resolve("engine/src/test/java/Model.java");
        Files.createDirectories(model.getParent());
        Files.writeString(model, "class Model {}");
        age(model, 100);
        Path script = home.resolve("bin/boxoffice");
        assertFalse(run(script, "simulate").output().contains("building"));
        age(jar, 50);
        age(model, 10);
        assertFalse(run(script, "serve").output().contains("building"));
        assertTrue(run(script, "simulate").output().contains("building"));
    }

    @Test
    void shouldMakeAnArchiveOfClassesWithTheBuildOfAServer() throws Exception {
        program(jdk.resolve("bin/mvn"), "#!/bin/sh\nexit 0\n");
        program(jdk.resolve("bin/java"), """
                #!/bin/sh
                for option in "$@"; do
                  case $option in
                    -XX:DumpLoadedClassList=*) printf 'ours\\ncom/amazon/corretto/Signed\\n' >"${option#*=}"; echo "is ready at"; exit ;;
                    -XX:SharedClassListFile=*) list=${option#*=} ;;
                    -XX:SharedArchiveFile=*) [ -z "$list" ] || { mv "$list" "${option#*=}"; exit; } ;;
                  esac
                done
                printf '%s\n' "$@"
                """);
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        Path jar = home.resolve("server/target/boxoffice.jar");
        Path archive = home.resolve("server/target/boxoffice-17.jsa");
        Path script = home.resolve("bin/boxoffice");
        age(jar, 100);
        String use = "-XX:SharedArchiveFile=" + archive + "\n";
        assertFalse(run(script, "doctor").output().contains(use));
        assertFalse(Files.exists(archive));
        age(jar, 100);
        assertTrue(run(script, "serve").output().contains(use));
        assertEquals("ours\n", Files.readString(archive));
        assertTrue(run(script, "doctor").output().contains(use));
        age(archive, 200);
        age(home.resolve("pom.xml"), 200);
        assertFalse(run(script, "serve").output().contains(use));
    }

    @Test
    void shouldSayWhenABuildFails() throws Exception {
        program(jdk.resolve("bin/mvn"), "#!/bin/sh\necho '[ERROR] no'\nexit 1\n");
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        Files.delete(home.resolve("server/target/boxoffice.jar"));
        Run run = run(home.resolve("bin/boxoffice"));
        assertEquals(1, run.code());
        assertTrue(run.output().contains("[ERROR] no"), run.output());
        assertTrue(run.output().contains("the build failed: see"), run.output());
    }

    @Test
    void shouldOpenTheSamePackagesEverywhere() throws IOException {
        String parent = Files.readString(PROJECT.resolve("pom.xml"));
        String options = Files.readString(PROJECT.resolve("config/jvm.options"));
        String server = Files.readString(PROJECT.resolve("server/pom.xml"));
        Set<String> expected = all("--add-(?:opens|exports)=([\\w./]+=ALL-UNNAMED)", parent);
        assertTrue(expected.size() >= 10);
        assertEquals(expected, all("--add-(?:opens|exports)=([\\w./]+=ALL-UNNAMED)", options));
        Set<String> manifest = all("<Add-(?:Opens|Exports)>([^<]*)<", server).stream()
                .flatMap(list -> Arrays.stream(list.split(" ")))
                .map(name -> name + "=ALL-UNNAMED")
                .collect(toCollection(TreeSet::new));
        assertEquals(expected, manifest);
    }

    private Run run(Path script, String... args) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of(script.toString()), Stream.of(args)).toList());
        builder.directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", jdk.toString());
        builder.environment().put("PATH", jdk.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().keySet().removeIf(name -> name.startsWith("BOXOFFICE_"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    private void release(String version) throws IOException {
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    }

    private static void program(Path path, String text) throws IOException {
        Files.writeString(path, text);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void age(Path file, int seconds) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(seconds)));
    }

    private static Set<String> all(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        Set<String> found = new TreeSet<>();
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
