package io.boxoffice.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules between rooms and packages that docs/architecture.md draws. */
class ArchitectureTest {
    private static final String ROOT = "io.boxoffice";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
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
            "java.lang.invoke.StringConcatFactory",
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

    private static final Set<String> FORBIDDEN_OF_OBJECT = Set.of("hashCode", "wait", "notify", "notifyAll");

    @Test
    void shouldHaveNoCyclesBetweenPackages() {
        slices().matching("io.boxoffice.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void shouldKeepTimeChanceThreadsAndTheWorldOutOfTheStateMachine() {
        ArchRule rule = classes()
                .that()
                .resideInAPackage("io.boxoffice.engine.state..")
                .should()
                .onlyDependOnClassesThat(new DescribedPredicate<>("are plain: Agrona, protocol, and harmless Java") {
                    @Override
                    public boolean test(JavaClass type) {
                        return isPlain(type.getBaseComponentType());
                    }
                });
        rule.check(CLASSES);
    }

    @Test
    void shouldNotAskForTimeChanceOrThreadsThroughPlainClasses() {
        noClasses()
                .that()
                .resideInAPackage("io.boxoffice.engine.state..")
                .should()
                .accessTargetWhere(new DescribedPredicate<>("gives time, chance, threads or identity") {
                    @Override
                    public boolean test(JavaAccess<?> access) {
                        String owner = access.getTargetOwner().getName();
                        String name = access.getTarget().getName();
                        return owner.equals("java.lang.Math") && name.equals("random")
                                || owner.equals("java.lang.Object") && FORBIDDEN_OF_OBJECT.contains(name)
                                || owner.startsWith("java.util.") && name.startsWith("parallel");
                    }
                })
                .check(CLASSES);
    }

    @Test
    void shouldKnowOnlyTheRoomsBelow() {
        mayKnow("protocol");
        mayKnow("engine", "protocol");
        mayKnow("journal", "protocol");
        mayKnow("writer", "protocol", "journal");
        mayKnow("services", "protocol");
        mayKnow("gateway", "protocol", "services");
        mayKnow("server", "protocol", "engine", "journal", "writer", "services", "gateway");
    }

    @Test
    void shouldLeaveTheStateMachineToThePipeline() {
        noClasses()
                .that()
                .resideInAnyPackage("io.boxoffice.engine.state..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.boxoffice.engine.pipeline..")
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

    private static void mayKnow(String room, String... others) {
        String[] allowed = new String[others.length + 1];
        allowed[0] = ROOT + "." + room + "..";
        for (int i = 0; i < others.length; i++) {
            allowed[i + 1] = ROOT + "." + others[i] + "..";
        }
        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + room + "..")
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage(ROOT + "..")
                        .and(DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(allowed))))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    private static boolean isPlain(JavaClass type) {
        String name = type.getName();
        return type.isPrimitive()
                || name.startsWith("org.agrona.")
                        && !name.startsWith("org.agrona.concurrent.Agent")
                        && !name.contains("Clock")
                || name.startsWith(ROOT + ".protocol.") && !name.startsWith(ROOT + ".protocol.config.")
                || name.startsWith(ROOT + ".engine.state.")
                || name.startsWith("java.util.function.")
                || PLAIN_JAVA.contains(name);
    }
}
