package city.belfry.hub.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A number of bytes as people write it: `64k`, `256m`, `2g`.
final class ByteSize implements ITypeConverter<Long> {
    private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,8})([kmg]?)");

    @Override
    public Long convert(String text) {
        return read(text)
                .orElseThrow(() ->
                        new TypeConversionException("'" + text + "' is no size; write for example 64k, 256m or 2g"));
    }

    /// Reads it; empty when it is no size.
    static Optional<Long> read(String text) {
        Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            return Optional.empty();
        }
        int shift = switch (size.group(2)) {
            case "k" -> 10;
            case "m" -> 20;
            case "g" -> 30;
            default -> 0;
        };
        return Optional.of(Long.parseLong(size.group(1)) << shift);
    }
}
