package city.belfry.mappings.run;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// What may stand in an IRI (RFC 3987).
final class Iris {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Iris() {}

    /// Percent-encodes everything that is not unreserved (RML-Core, "IRI-safe values").
    ///
    /// @param international keeps letters beyond ASCII (`ucschar` of RFC 3987 §2.2)
    static String encode(String text, boolean international) {
        int plain = 0;
        while (plain < text.length() && isUnreserved(text.charAt(plain))) {
            plain++;
        }
        if (plain == text.length()) {
            return text;
        }
        StringBuilder encoded = new StringBuilder(text.length() + 16).append(text, 0, plain);
        for (int at = plain; at < text.length(); ) {
            int c = text.codePointAt(at);
            if (isUnreserved(c) || (international && isInternational(c))) {
                encoded.appendCodePoint(c);
            } else {
                for (byte value : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    encoded.append('%').append(HEX.toHexDigits(value));
                }
            }
            at += Character.charCount(c);
        }
        return encoded.toString();
    }

    private static boolean isUnreserved(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }

    static boolean isInternational(int c) {
        return (c >= 0xA0 && c <= 0xD7FF)
                || (c >= 0xF900 && c <= 0xFDCF)
                || (c >= 0xFDF0 && c <= 0xFFEF)
                || (c >= 0x10000 && c <= 0xEFFFD && (c & 0xFFFF) <= 0xFFFD && (c < 0xE0000 || c >= 0xE1000));
    }

    /// Whether it begins with a scheme (RFC 3986 §3.1).
    static boolean isAbsolute(String iri) {
        for (int at = 0; at < iri.length(); at++) {
            char c = iri.charAt(at);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (c == ':') {
                return at > 0;
            }
            if (!letter && (at == 0 || !((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'))) {
                return false;
            }
        }
        return false;
    }

    /// Absolute, and without the characters that no IRI has.
    static boolean isValid(String iri) {
        for (int at = 0; at < iri.length(); at++) {
            char c = iri.charAt(at);
            if (c <= ' ' || (c >= 0x7F && c < 0xA0) || "<>\"{}|\\^`".indexOf(c) >= 0) {
                return false;
            }
        }
        return isAbsolute(iri);
    }
}
