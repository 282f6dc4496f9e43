package io.boxoffice.services.database;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Instant;

/** A time that both PostgreSQL and the booking core can keep, see {@link Rows#isStorable}; null is one. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Constraint(validatedBy = KeptTime.Rule.class)
public @interface KeptTime {
    /** What is wrong with others. */
    String message() default "is not in 1970 to 9999";

    /** As Jakarta asks for. */
    Class<?>[] groups() default {};

    /** As Jakarta asks for. */
    Class<? extends Payload>[] payload() default {};

    /** What it checks. */
    final class Rule implements ConstraintValidator<KeptTime, Instant> {
        @Override
        public boolean isValid(Instant time, ConstraintValidatorContext context) {
            return time == null || Rows.isStorable(time);
        }
    }
}
