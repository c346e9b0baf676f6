package city.belfry.mappings.rml;

import java.util.regex.Pattern;

/// Language tags.
public final class Languages {
    /// A tag as BCP 47 writes it, with a primary subtag of ISO 639 (2 or 3 letters), private use or an old `i-` tag.
    private static final Pattern TAG =
            Pattern.compile("(?:[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}|[xXiI]-[A-Za-z0-9]{1,8})(?:-[A-Za-z0-9]{1,8})*");

    private Languages() {}

    public static boolean isTag(String tag) {
        return TAG.matcher(tag).matches();
    }
}
