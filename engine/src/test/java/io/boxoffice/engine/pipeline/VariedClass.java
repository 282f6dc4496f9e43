package io.boxoffice.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A class of this package with a step ({@link Interleavings#step()}) before each statement, and, to show that a test can fail,
 * with a deliberate fault: its source with a piece of text replaced, compiled, and loaded beside the real one. So it is always
 * today's code, and fails loudly when the code that a fault breaks is no longer there.
 */
final class VariedClass {
    private static final Pattern NOT_A_STATEMENT =
            Pattern.compile("^(}|case |default |super\\(|this\\(|//|/?\\*|@|->)");
    private static final String PACKAGE = VariedClass.class.getPackageName();

    private final String name;
    private final String fault;
    private final Map<String, byte[]> compiled = new HashMap<>();
    private String source;

    private VariedClass(Class<?> original, String fault) {
        this.fault = fault;
        name = original.getSimpleName();
        try {
            source = Files.readString(Path.of("src/main/java", PACKAGE.replace('.', '/'), name + ".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static VariedClass of(Class<?> original, String fault) {
        return new VariedClass(original, fault);
    }

    /** Replaces the one place where a piece of text stands. */
    VariedClass with(String text, String replacement) {
        assertEquals(2, source.split(Pattern.quote(text), -1).length, "places of: " + text);
        source = source.replace(text, replacement);
        return this;
    }

    /** Tries a scenario in all orders, in a world in which the class is so. */
    void run(Class<? extends Interleavings.Scenario> scenario) {
        compile();
        Loader loader = new Loader();
        try {
            Class<?> scenarioThere = loader.loadClass(scenario.getName());
            Class<?> allOrders = loader.loadClass(Interleavings.AllOrders.class.getName());
            ((Runnable) instance(allOrders, scenarioThere)).run();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    static Object instance(Class<?> type, Object... arguments) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The source with a step at the start of each line that begins a statement of a method. */
    private String stepping() {
        StringBuilder text = new StringBuilder();
        char endBefore = ' ';
        for (String line : source.split("\n")) {
            String code = line.strip();
            boolean begins = line.startsWith("        ") && (endBefore == ';' || endBefore == '{' || endBefore == '}');
            if (begins && NOT_A_STATEMENT.matcher(code).find()) {
                begins = false;
            }
            text.append(begins ? "Interleavings.step(); " : "").append(line).append('\n');
            if (!code.isEmpty() && !code.startsWith("//") && !code.startsWith("*") && !code.startsWith("/*")) {
                endBefore = code.charAt(code.length() - 1);
            }
        }
        return text.toString();
    }

    private void compile() {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavaFileObject input = new SourceText();
            boolean done = compiler.getTask(
                            null, new InMemory(files), null, List.of("-proc:none"), null, List.of(input))
                    .call();
            assertTrue(done, this + " does not compile");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name + " that " + fault;
    }

    private final class SourceText extends SimpleJavaFileObject {
        SourceText() {
            super(URI.create("memory:///" + name + ".java"), Kind.SOURCE);
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return stepping();
        }
    }

    private final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
        InMemory(JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + className.replace('.', '/') + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return new ByteArrayOutputStream() {
                        @Override
                        public void close() {
                            compiled.put(className, toByteArray());
                        }
                    };
                }
            };
        }
    }

    /** Loads this package's classes anew, so that they see each other, the broken one among them. */
    private final class Loader extends ClassLoader {
        Loader() {
            super(VariedClass.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String className, boolean resolve) throws ClassNotFoundException {
            if (!className.startsWith(PACKAGE + '.')) {
                return super.loadClass(className, resolve);
            }
            synchronized (getClassLoadingLock(className)) {
                Class<?> loaded = findLoadedClass(className);
                return loaded == null ? define(className) : loaded;
            }
        }

        private Class<?> define(String className) throws ClassNotFoundException {
            byte[] bytes = compiled.get(className);
            if (bytes == null) {
                try (InputStream in = getParent().getResourceAsStream(className.replace('.', '/') + ".class")) {
                    if (in == null) {
                        throw new ClassNotFoundException(className);
                    }
                    bytes = in.readAllBytes();
                } catch (IOException e) {
                    throw new ClassNotFoundException(className, e);
                }
            }
            return defineClass(className, bytes, 0, bytes.length);
        }
    }
}
