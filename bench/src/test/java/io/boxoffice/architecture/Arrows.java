package io.boxoffice.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which room may know which, and which feature which. The list and the code agree in both directions: an arrow that is not listed
 * fails the build, and so does a listed one that no class uses any more.
 */
final class Arrows {
    private static final String ROOT = "io.boxoffice.";

    /** The rooms of docs/architecture.md: the package below {@code io.boxoffice}, and the rooms it knows. */
    static final Map<String, Set<String>> ROOMS = Map.of(
            "protocol", Set.of(),
            "engine", Set.of("protocol"),
            "journal", Set.of("protocol"),
            "writer", Set.of("protocol"),
            "gateway", Set.of("protocol"),
            "services", Set.of("protocol", "gateway"),
            "server", Set.of("protocol", "engine", "journal", "writer", "services", "gateway"),
            "simulator", Set.of("protocol", "engine", "journal", "writer", "gateway", "services", "server"),
            "bench", Set.of("protocol", "engine", "journal", "writer", "services", "gateway", "server"));

    /**
     * The features: the package below {@code io.boxoffice.services}, and the features it knows. What stands in {@code services}
     * itself knows none, and any may know it.
     */
    static final Map<String, Set<String>> FEATURES = Map.ofEntries(
            Map.entry("database", Set.of()),
            Map.entry("catalog", Set.of("database")),
            Map.entry("booking", Set.of("catalog", "database")),
            Map.entry("media", Set.of("catalog", "database")),
            Map.entry("organisation", Set.of("catalog", "database", "ticket")),
            Map.entry("ticket", Set.of()),
            Map.entry("follow", Set.of()),
            Map.entry("payment", Set.of("database", "follow")),
            Map.entry("account", Set.of("database")),
            Map.entry("notification", Set.of("account", "database", "follow")),
            Map.entry("sandbox", Set.of("payment")),
            Map.entry("saved", Set.of("catalog", "database")),
            Map.entry("search", Set.of("catalog", "database")),
            Map.entry("site", Set.of("account", "catalog", "database", "payment", "search", "ticket")));

    private Arrows() {}

    /** What is wrong with the arrows between rooms, a sentence each; empty when all is well. */
    static List<String> betweenRooms(JavaClasses classes) {
        return compare(classes, ROOT, ROOMS);
    }

    /** The same between features. */
    static List<String> betweenFeatures(JavaClasses classes) {
        return compare(classes, ROOT + "services.", FEATURES);
    }

    private static List<String> compare(JavaClasses classes, String parent, Map<String, Set<String>> allowed) {
        Map<String, Map<String, String>> found = new TreeMap<>();
        for (JavaClass type : classes) {
            String from = part(type, parent);
            if (from != null) {
                Map<String, String> known = found.computeIfAbsent(from, f -> new TreeMap<>());
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    String to = part(dependency.getTargetClass().getBaseComponentType(), parent);
                    if (to != null && !to.equals(from)) {
                        known.putIfAbsent(to, dependency.getDescription());
                    }
                }
            }
        }
        List<String> wrong = new ArrayList<>();
        found.forEach((from, known) -> {
            if (!allowed.containsKey(from)) {
                wrong.add(parent + from + " is not listed");
                return;
            }
            known.forEach((to, example) -> {
                if (!allowed.get(from).contains(to)) {
                    wrong.add(from + " must not know " + to + ": " + example);
                }
            });
        });
        allowed.forEach((from, others) -> {
            Map<String, String> known = found.get(from);
            if (known == null) {
                wrong.add(parent + from + " is listed, and has no classes");
                return;
            }
            for (String to : others) {
                if (!known.containsKey(to)) {
                    wrong.add("the arrow from " + from + " to " + to + " is listed, and nothing uses it");
                }
            }
        });
        return wrong;
    }

    /** The next part of the package's name below a parent; null when the class is not below it. */
    private static String part(JavaClass type, String parent) {
        String name = type.getPackageName();
        if (!name.startsWith(parent)) {
            return null;
        }
        int end = name.indexOf('.', parent.length());
        return name.substring(parent.length(), end < 0 ? name.length() : end);
    }
}
