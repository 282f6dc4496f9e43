package io.boxoffice.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line of what measures; nothing here starts a server. */
final class BenchTest {
    private static final int USAGE = 2;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(String... args) {
        return Bench.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(args);
    }

    @Test
    void shouldListTheAttacksBelowLoad() {
        assertEquals(0, execute("load", "--help"));

        for (String attack : new String[] {
            "slow-readers", "held-bodies", "one-account", "distinct-tokens", "distinct-names", "overload"
        }) {
            assertTrue(out.toString().contains(attack), out.toString());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "slow-readers, maps-gzip",
        "held-bodies, chunked",
        "one-account, organizer",
        "distinct-tokens, spellings",
        "distinct-names, catalog-large"
    })
    void shouldTellTheVariantsOfAnAttack(String attack, String variant) {
        assertEquals(0, execute("load", attack, "--help"));
        assertTrue(out.toString().contains(variant + ", "), out.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "load nonsense",
                "load held-bodies --variant nonsense",
                "load held-bodies --variant maps",
                "load slow-readers --rounds 0",
                "load slow-readers --seconds 601",
                "load slow-readers --addresses 201"
            })
    void shouldRefuseWhatIsAskedWrongly(String line) {
        assertEquals(USAGE, execute(line.split(" ")), err.toString());
        assertTrue(err.toString().startsWith("boxoffice: "), err.toString());
    }
}
