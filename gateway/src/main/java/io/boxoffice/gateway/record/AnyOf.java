package io.boxoffice.gateway.record;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Of a body that has several forms: it must have one of these parts, whatever else may be missing. For the document; the record checks it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface AnyOf {
    /** Names of components. */
    String[] value();
}
