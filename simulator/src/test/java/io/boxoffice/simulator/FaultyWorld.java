package io.boxoffice.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Simulation and production classes loaded anew, with one fault among them. Libraries, and the classes of protocol that have no
 * fault, are shared with everybody.
 */
final class FaultyWorld extends ClassLoader {
    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
    /** Of a thread, as it is for one; it knows what is in some hundred jars. */
    private static final ThreadLocal<StandardJavaFileManager> FILES =
            ThreadLocal.withInitial(() -> COMPILER.getStandardFileManager(null, null, null));

    private final Map<String, byte[]> faulty;

    private FaultyWorld(Map<String, byte[]> faulty) {
        super(FaultyWorld.class.getClassLoader());
        this.faulty = faulty;
    }

    /**
     * Puts the fault into its source and compiles that.
     *
     * @param repository root of the repository
     * @throws IllegalStateException when the source has changed so that the fault does not fit, or does not compile with it
     */
    static FaultyWorld with(Fault fault, Path repository) throws IOException {
        Path file = repository.resolve(fault.source());
        String source = Files.readString(file);
        int at = source.indexOf(fault.right());
        if (at < 0 || source.indexOf(fault.right(), at + 1) >= 0) {
            throw new IllegalStateException(
                    "fault '" + fault + "' no longer fits: " + fault.source() + " must have once:\n" + fault.right());
        }
        String patched = source.substring(0, at)
                + fault.wrong()
                + source.substring(at + fault.right().length());
        return new FaultyWorld(compile(fault, file.toUri(), patched));
    }

    /** Runs a seed in this world; returns what it found wrong, or null. */
    Throwable run(long seed, int steps) throws ReflectiveOperationException {
        Class<?> simulation = loadClass(Simulation.class.getName());
        Object world = simulation.getConstructor(long.class, Appendable.class).newInstance(seed, null);
        try {
            simulation.getMethod("run", int.class).invoke(world, steps);
            return null;
        } catch (java.lang.reflect.InvocationTargetException e) {
            return e.getCause();
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        boolean own = name.startsWith("io.boxoffice.") && !name.startsWith("io.boxoffice.protocol.")
                || faulty.containsKey(name);
        if (!own) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                byte[] bytes = faulty.containsKey(name) ? faulty.get(name) : original(name);
                loaded = defineClass(name, bytes, 0, bytes.length);
            }
            return loaded;
        }
    }

    private byte[] original(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    private static Map<String, byte[]> compile(Fault fault, URI uri, String source) {
        Map<String, ByteArrayOutputStream> classes = new HashMap<>();
        JavaFileObject input = new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        StringWriter complaints = new StringWriter();
        List<String> options =
                List.of("-classpath", System.getProperty("java.class.path"), "-proc:none", "-nowarn", "-implicit:none");
        boolean compiled = COMPILER.getTask(
                        complaints, new InMemory(FILES.get(), classes), null, options, null, List.of(input))
                .call();
        if (!compiled) {
            throw new IllegalStateException("fault '" + fault + "' does not compile:\n" + complaints);
        }
        Map<String, byte[]> bytes = new HashMap<>();
        classes.forEach((name, out) -> bytes.put(name, out.toByteArray()));
        return bytes;
    }

    /** Keeps what is compiled in memory. */
    private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> classes;

        InMemory(JavaFileManager files, Map<String, ByteArrayOutputStream> classes) {
            super(files);
            this.classes = classes;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + className), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream out = new ByteArrayOutputStream();
                    classes.put(className, out);
                    return out;
                }
            };
        }
    }
}
