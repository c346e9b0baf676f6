package city.belfry.ontology;

import java.util.Objects;

/// The operation cannot go on. Bad data is never one of these: it is a [Finding].
///
/// The message says what, where, what was expected and what to do; it is shown to the caller as it is, unless the kind
/// is [FailureKind#INTERNAL].
public abstract class BelfryException extends RuntimeException {
    private final Code code;

    protected BelfryException(Code code, String message) {
        super(message);
        this.code = code;
    }

    protected BelfryException(Code code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /// Always there, unlike that of other exceptions.
    @Override
    public final String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    public final Code code() {
        return code;
    }

    /// The closed list of failures of one part; each enum constant names one.
    public interface Code {
        String name();

        FailureKind kind();
    }
}
