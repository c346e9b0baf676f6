package city.belfry.mappings.read;

import java.io.IOException;

/// A text that is not in the encoding that the mapping declares.
public final class WrongEncoding extends IOException {
    private final String reason;

    WrongEncoding(String name, String encoding, long offset) {
        this("%s is not %s: byte %d cannot be decoded".formatted(name, encoding, offset));
    }

    private WrongEncoding(String reason) {
        super(reason);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
