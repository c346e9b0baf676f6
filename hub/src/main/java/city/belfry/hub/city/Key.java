package city.belfry.hub.city;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What a person has to know about a key of `city.yaml`. Reader, JSON Schema and `docs/configuration.md` come from it.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Key {
    /// One sentence for the documentation.
    String value();

    /// The value when the key is not there, as it would be written; empty = the key is required, unless its type can be
    /// empty (a list, a map, an `Optional`).
    String fallback() default "";

    /// Regular expression that the text has to match; empty = any.
    String pattern() default "";
}
