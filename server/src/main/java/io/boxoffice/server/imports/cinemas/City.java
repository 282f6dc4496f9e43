package io.boxoffice.server.imports.cinemas;

import java.util.Map;

/** The city in an address, which these files name last: "…, Đà Nẵng", "…, ĐN", "…, TP. Hà Nội". */
final class City {
    private static final Map<String, String> SHORT = Map.of("ĐN", "Đà Nẵng");

    private City() {}

    static String of(String address) {
        String last = address.substring(address.lastIndexOf(',') + 1).strip();
        String name = last.replaceFirst("^.*\\bTP\\.?\\s*", "");
        return SHORT.getOrDefault(name, name);
    }
}
