package io.boxoffice.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The rules between rooms and packages that docs/architecture.md draws, for the classes of every module but tests; one rule, on
 * threads, for tests too.
 */
class ArchitectureTest {
    private static final String ROOT = "io.boxoffice";
    private static final String STATE = ROOT + ".engine.state..";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages(ROOT);

    /** What a deterministic state machine may use of java.lang and java.util: nothing that knows of time, chance or threads. */
    private static final Set<String> PLAIN_JAVA = Set.of(
            "java.lang.AbstractMethodError",
            "java.lang.Appendable",
            "java.lang.ArithmeticException",
            "java.lang.AssertionError",
            "java.lang.Boolean",
            "java.lang.Byte",
            "java.lang.CharSequence",
            "java.lang.Character",
            "java.lang.Class",
            "java.lang.Comparable",
            "java.lang.Deprecated",
            "java.lang.Enum",
            "java.lang.Error",
            "java.lang.Exception",
            "java.lang.FunctionalInterface",
            "java.lang.IllegalArgumentException",
            "java.lang.IllegalStateException",
            "java.lang.IncompatibleClassChangeError",
            "java.lang.IndexOutOfBoundsException",
            "java.lang.Integer",
            "java.lang.Iterable",
            "java.lang.Long",
            "java.lang.MatchException",
            "java.lang.Math",
            "java.lang.NoSuchFieldError",
            "java.lang.NullPointerException",
            "java.lang.Number",
            "java.lang.Object",
            "java.lang.Override",
            "java.lang.Record",
            "java.lang.RuntimeException",
            "java.lang.SafeVarargs",
            "java.lang.Short",
            "java.lang.String",
            "java.lang.StringBuilder",
            "java.lang.SuppressWarnings",
            "java.lang.Throwable",
            "java.lang.UnsupportedOperationException",
            "java.lang.Void",
            "java.lang.invoke.LambdaMetafactory",
            "java.lang.invoke.MethodHandles",
            "java.lang.invoke.StringConcatFactory",
            "java.lang.invoke.VarHandle",
            "java.lang.runtime.ObjectMethods",
            "java.nio.ByteOrder",
            "java.nio.charset.Charset",
            "java.nio.charset.StandardCharsets",
            "java.util.ArrayDeque",
            "java.util.ArrayList",
            "java.util.Arrays",
            "java.util.BitSet",
            "java.util.Collection",
            "java.util.Collections",
            "java.util.Comparator",
            "java.util.Iterator",
            "java.util.List",
            "java.util.NoSuchElementException",
            "java.util.Objects",
            "java.util.TreeSet",
            "java.util.zip.CRC32C");

    /** Of Agrona, buffers; its collections besides. Agrona also has clocks, agents and files. */
    private static final Set<String> PLAIN_AGRONA =
            Set.of("org.agrona.DirectBuffer", "org.agrona.MutableDirectBuffer", "org.agrona.concurrent.UnsafeBuffer");

    /** What protocol may use besides: nothing comes out in a map's own order, and nothing is written. */
    private static final Set<String> PLAIN_FOR_PROTOCOL = Set.of(
            "java.io.IOException",
            "java.io.UncheckedIOException",
            "java.lang.System",
            "java.util.HashMap",
            "java.util.Locale",
            "java.util.Map",
            "java.util.stream.LongStream",
            "java.util.stream.Stream",
            "org.agrona.ExpandableArrayBuffer");

    /** The one random number: the seed of a seat map's index, so that nobody can choose seat ids that collide. */
    private static final String INDEX_SEED = "java.util.SplittableRandom";

    private static final Set<String> ASYNC = Set.of(CompletableFuture.class.getName(), CompletionStage.class.getName());

    private static final Pattern MODULE_IN_POM = Pattern.compile("<module>(.+)</module>");

    private static final Set<String> FORBIDDEN_OF_OBJECT = Set.of("hashCode", "wait", "notify", "notifyAll");

    /** Who does not say a message once for all: the core answers, and load is made of its own, without garbage. */
    private static final Set<String> OTHER_SPEAKERS = Set.of("engine", "bench", "protocol.sbe");

    @Test
    void shouldHaveNoCyclesBetweenPackages() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    /** A module that this test does not see could do as it likes. */
    @Test
    void shouldSeeEveryModule() throws IOException {
        Set<String> rooms = new TreeSet<>();
        for (Path module : modules()) {
            Path packages = module.resolve(Path.of("src", "main", "java", "io", "boxoffice"));
            if (Files.isDirectory(packages)) {
                try (Stream<Path> each = Files.list(packages)) {
                    each.forEach(room -> rooms.add(room.getFileName().toString()));
                }
            }
        }
        Set<String> seen = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            seen.add(type.getPackageName().split("\\.")[2]);
        }
        assertEquals(rooms, seen);
    }

    /** Of two encoders of one command, one would miss the next field. */
    @Test
    void shouldEncodeEachMessageToTheCoreInOnePlace() {
        Map<String, Set<String>> places = new TreeMap<>();
        for (JavaClass type : CLASSES) {
            String room = type.getPackageName().substring(ROOT.length() + 1);
            if (OTHER_SPEAKERS.stream().anyMatch(room::startsWith)) {
                continue;
            }
            for (JavaConstructorCall call : type.getConstructorCallsFromSelf()) {
                String message = call.getTargetOwner().getName();
                if (message.startsWith(ROOT + ".protocol.sbe.")
                        && message.endsWith("Encoder")
                        && !message.endsWith(".MessageHeaderEncoder")) {
                    places.computeIfAbsent(message, m -> new TreeSet<>())
                            .add(type.getName().replaceAll("\\$.*", ""));
                }
            }
        }
        assertTrue(places.size() > 20, "commands are encoded: " + places.keySet());
        places.values().removeIf(classes -> classes.size() == 1);
        assertEquals(Map.of(), places);
    }

    /** What it uses of protocol must be as plain as itself, as far as it reaches. */
    @Test
    void shouldKeepTimeChanceThreadsAndTheWorldOutOfTheStateMachine() {
        List<String> wrong = new ArrayList<>();
        for (JavaClass type : reachedByTheStateMachine()) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                if (!isPlain(type, dependency.getTargetClass().getBaseComponentType())) {
                    wrong.add(dependency.getDescription());
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void shouldNotAskForTimeChanceOrThreadsThroughPlainClasses() {
        List<String> wrong = new ArrayList<>();
        for (JavaClass type : reachedByTheStateMachine()) {
            for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                String owner = access.getTargetOwner().getName();
                String name = access.getTarget().getName();
                if (owner.equals("java.lang.System") && !name.equals("arraycopy")
                        || owner.equals("java.lang.Math") && name.equals("random")
                        || owner.equals("java.lang.Object") && FORBIDDEN_OF_OBJECT.contains(name)
                        || owner.startsWith("java.util.") && name.startsWith("parallel")) {
                    wrong.add(access.getDescription());
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    private static Set<JavaClass> reachedByTheStateMachine() {
        Set<JavaClass> reached = new LinkedHashSet<>();
        Deque<JavaClass> next = new ArrayDeque<>();
        CLASSES.that(JavaClass.Predicates.resideInAPackage(STATE)).forEach(next::add);
        while (!next.isEmpty()) {
            JavaClass type = next.remove();
            if (reached.add(type)) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    if (target.getPackageName().startsWith(ROOT)) {
                        next.add(target);
                    }
                }
            }
        }
        assertTrue(reached.stream().anyMatch(type -> type.getSimpleName().equals("SeatMap")), "protocol is reached");
        return reached;
    }

    @Test
    void shouldKnowOnlyTheRoomsThatAreListed() {
        assertEquals(List.of(), Arrows.betweenRooms(CLASSES));
    }

    @Test
    void shouldKnowOnlyTheFeaturesThatAreListed() {
        assertEquals(List.of(), Arrows.betweenFeatures(CLASSES));
    }

    /** Features answer with what the gateway's routes give them; how bytes come and go is the gateway's matter. */
    @Test
    void shouldKeepNettyInTheGateway() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".services..")
                .or()
                .haveNameMatching(".*\\.gateway\\.route\\.(Call|Route|BlockingCalls|Feature)")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..")
                .check(CLASSES);
    }

    /** What a client sends can make the server call nobody: what serves clients has nothing to call with. */
    @Test
    void shouldHaveNothingToCallOthersWithWhereClientsAreServed() {
        ArchRule rule = noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + ".gateway..",
                        ROOT + ".services..",
                        ROOT + ".engine..",
                        ROOT + ".journal..",
                        ROOT + ".writer..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.netty.bootstrap.Bootstrap")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.URL")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.Socket")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.net.http..");
        rule.check(CLASSES);
    }

    @Test
    void shouldNameClassesAfterWhatTheyAre() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .check(CLASSES);
    }

    @Test
    void shouldHaveNoDrawersForOddments() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..common..", "..impl..", "..manager..", "..helper..", "..model..")
                .check(CLASSES);
    }

    /** One name, one thing: whoever reads the name in a message or a document must know which is meant. */
    @Test
    void shouldNameOneThingByOneName() {
        Map<String, Set<String>> meanings = new TreeMap<>();
        for (JavaClass type : CLASSES) {
            if (type.isTopLevelClass() && !type.getSimpleName().equals("package-info")) {
                meanings.computeIfAbsent(type.getSimpleName(), name -> new TreeSet<>())
                        .add(type.getPackageName());
            }
        }
        meanings.values().removeIf(packages -> packages.size() == 1);
        assertEquals(Map.of(), meanings);
    }

    /**
     * The common pool may have one thread alone. A task that blocks keeps the others from starting, or runs one of them inside its
     * own wait. Older JDKs start a thread a task where the pool is that small, which hides it; JDK 25 does not.
     */
    @Test
    void shouldGiveWhatRunsBesideAThreadOfItsOwn() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (JavaClass type : new ClassFileImporter().importPaths(compiled())) {
            for (JavaMethodCall call : type.getMethodCallsFromSelf()) {
                MethodCallTarget target = call.getTarget();
                if (ASYNC.contains(target.getOwner().getName())
                        && target.getName().endsWith("Async")
                        && target.getRawParameterTypes().stream()
                                .noneMatch(each -> each.isEquivalentTo(Executor.class))) {
                    wrong.add(call.getDescription());
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    /** The classes of all modules that this build has compiled, with their tests; at least of one that has both. */
    private static List<Path> compiled() throws IOException {
        List<Path> directories = new ArrayList<>();
        for (Path module : modules()) {
            directories.add(module.resolve(Path.of("target", "classes")));
            directories.add(module.resolve(Path.of("target", "test-classes")));
        }
        directories.removeIf(directory -> !Files.isDirectory(directory));
        assertTrue(directories.contains(Path.of("..", "server", "target", "test-classes")), directories::toString);
        return directories;
    }

    private static List<Path> modules() throws IOException {
        List<Path> modules = new ArrayList<>();
        Matcher module = MODULE_IN_POM.matcher(Files.readString(Path.of("..", "pom.xml")));
        while (module.find()) {
            modules.add(Path.of("..", module.group(1)));
        }
        return modules;
    }

    private static boolean isPlain(JavaClass user, JavaClass type) {
        String name = type.getName();
        return type.isPrimitive()
                || PLAIN_AGRONA.contains(name)
                || name.startsWith("org.agrona.collections.")
                || name.startsWith("org.agrona.sbe.")
                || name.startsWith(ROOT + ".protocol.") && !name.startsWith(ROOT + ".protocol.config.")
                || name.startsWith(ROOT + ".engine.state.")
                || name.startsWith("java.util.function.")
                || PLAIN_JAVA.contains(name)
                || user.getPackageName().startsWith(ROOT + ".protocol") && PLAIN_FOR_PROTOCOL.contains(name)
                || user.getSimpleName().equals("SeatMap") && name.equals(INDEX_SEED);
    }
}
