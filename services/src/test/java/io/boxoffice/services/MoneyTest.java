package io.boxoffice.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Amounts as pages, mails and the test bank say them. */
class MoneyTest {
    private static String english(long amount, String currency) {
        return Money.words(amount, currency, Locale.ENGLISH);
    }

    @Test
    void shouldSayAmountsAsTheirCurrencyDoes() {
        assertEquals("£9.50", english(950, "GBP"));
        assertEquals("£12", english(1_200, "GBP"));
        assertEquals("£0", english(0, "GBP"));
        assertEquals("CHF\u00a018", english(1_800, "CHF"));
        assertEquals("¥1,200", english(1_200, "JPY"));
        assertEquals("₫90,000", english(90_000, "VND"));
        assertEquals("£90,071,992,547,409.93", english(9_007_199_254_740_993L, "GBP"));
    }

    @Test
    void shouldTellScriptsHowItSaysOne() {
        for (String currency : new String[] {"GBP", "EUR", "CHF", "JPY", "AED", "KWD"}) {
            for (String language : new String[] {"en", "ar-u-nu-latn"}) {
                String one = Money.one(currency, Locale.forLanguageTag(language));
                assertTrue(one.matches("[^0-9]*1[^0-9]*"), one);
            }
        }
        assertEquals(3, Money.digits("KWD"));
    }

    @Test
    void shouldHaveTheSignAloneInEveryLanguage() {
        String arabic = Money.words(2_350, "GBP", Locale.forLanguageTag("ar-u-nu-latn"));
        assertTrue(arabic.contains("£") && arabic.contains("23.50"), arabic);
        assertFalse(arabic.contains("UK"), arabic);
    }
}
