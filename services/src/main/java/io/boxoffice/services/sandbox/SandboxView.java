package io.boxoffice.services.sandbox;

import java.util.List;
import java.util.Map;

/**
 * What the sandbox's templates show.
 *
 * @param order  what is to be paid, and the card once one was chosen, as fields that go along
 * @param amount as people write it
 * @param cards  what may be chosen
 * @param faults what is wrong with a field, by its name
 * @param back   where somebody goes who does not pay
 */
public record SandboxView(
        SandboxWords words,
        Map<String, String> order,
        String purpose,
        String amount,
        List<Choice> cards,
        Map<String, String> faults,
        String back) {
    /** A card that may be chosen. */
    public record Choice(String key, String number, String says) {}
}
