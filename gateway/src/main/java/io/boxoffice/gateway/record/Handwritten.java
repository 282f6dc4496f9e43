package io.boxoffice.gateway.record;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A part of an answer that is written by hand, since it is large: a {@link io.boxoffice.gateway.http.Json.Writer}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Handwritten {
    /** The component schema that it follows. */
    String value();
}
