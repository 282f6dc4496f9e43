package io.boxoffice.gateway.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Finds the route of a path, segment by segment. Immutable once built; any thread. */
public final class Router {
    /**
     * A path that is known.
     *
     * @param route  null: the path has no such method
     * @param values of the path's parameters, in order
     * @param allow  the methods it has, as the Allow header lists them
     */
    public record Match(Route route, List<String> values, String allow) {}

    private static final class Node {
        final Map<String, Node> literals = new HashMap<>();
        final Map<String, Route> routes = new HashMap<>();
        Node parameter;
        String allow;
    }

    private final Node root = new Node();
    private final List<Route> routes;

    /**
     * @throws IllegalArgumentException when two routes have the same method and path
     */
    public Router(List<Route> routes) {
        this.routes = List.copyOf(routes);
        for (Route route : routes) {
            Node node = root;
            for (String segment : route.template().substring(1).split("/")) {
                if (segment.startsWith("{")) {
                    if (node.parameter == null) {
                        node.parameter = new Node();
                    }
                    node = node.parameter;
                } else {
                    node = node.literals.computeIfAbsent(segment, s -> new Node());
                }
            }
            if (node.routes.put(route.method().name(), route) != null) {
                throw new IllegalArgumentException("route twice: " + route.method() + " " + route.template());
            }
            node.allow = allow(node);
        }
    }

    private static String allow(Node node) {
        TreeSet<String> methods = new TreeSet<>(node.routes.keySet());
        methods.add("OPTIONS");
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return String.join(", ", methods);
    }

    public List<Route> routes() {
        return routes;
    }

    /**
     * The route of a path without query, or null when the path is not known.
     *
     * @param method as it was sent
     */
    public Match match(String method, String path) {
        Node node = root;
        List<String> values = new ArrayList<>(2);
        int start = 1;
        while (start <= path.length()) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            String segment = path.substring(start, end);
            Node literal = node.literals.get(segment);
            if (literal != null) {
                node = literal;
            } else if (node.parameter != null && !segment.isEmpty()) {
                node = node.parameter;
                values.add(segment);
            } else {
                return null;
            }
            start = end + 1;
        }
        if (node.routes.isEmpty()) {
            return null;
        }
        String lookedUp = method.equals("HEAD") ? "GET" : method;
        return new Match(node.routes.get(lookedUp), values, node.allow);
    }
}
