package io.boxoffice.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.http.Response;
import org.junit.jupiter.api.Test;

/** What browsers may do on our pages. */
class SafetyHeadersTest {
    private static final String POLICY = "content-security-policy";

    @Test
    void shouldLetFormsLeadNowhereElseButToTheProviderWherePeoplePay() {
        String usual = SafetyHeaders.add(Response.empty(200)).header(POLICY);
        assertTrue(usual.contains("; form-action 'self';"), usual);
        assertTrue(usual.contains("default-src 'none'") && usual.contains("frame-ancestors 'none'"), usual);
        String paying =
                SafetyHeaders.add(Response.empty(200), "https://pay.example").header(POLICY);
        assertEquals(usual.replace("form-action 'self'", "form-action 'self' https://pay.example"), paying);
    }
}
