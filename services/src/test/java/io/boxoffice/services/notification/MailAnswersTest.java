package io.boxoffice.services.notification;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class MailAnswersTest {
    @Test
    void shouldTellAddressesThatDoNotExistFromMailThatIsNotLiked() {
        for (String gone : List.of(
                "550 5.1.1 <ann@example.org>: Recipient address rejected: User unknown",
                "550-5.1.1 The email account that you tried to reach does not exist.\n550 5.1.1 more",
                "550 No such user here",
                "551 User not local",
                "553 5.1.2 no such domain\n")) {
            assertTrue(MailAnswers.isWrongAddress(gone), gone);
        }
        for (String other : List.of(
                "550 5.7.1 Message rejected due to policy",
                "552 5.2.2 mailbox full",
                "554 Transaction failed",
                "450 4.2.1 try later",
                "something",
                "")) {
            assertFalse(MailAnswers.isWrongAddress(other), other);
        }
        assertFalse(MailAnswers.isWrongAddress(null));
    }
}
