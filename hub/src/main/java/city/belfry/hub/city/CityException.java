package city.belfry.hub.city;

import city.belfry.ontology.BelfryException;
import city.belfry.ontology.FailureKind;

/// The city cannot be used as it is described; the message names file, line and column.
public final class CityException extends BelfryException {
    public enum Code implements BelfryException.Code {
        /// There is no such file.
        CITY_FILE_MISSING(FailureKind.MISSING),
        /// The file is no YAML.
        CITY_NOT_YAML(FailureKind.USER),
        /// A key that Belfry does not know: a typing error, or a setting that would have no effect.
        CITY_KEY_UNKNOWN(FailureKind.USER),
        /// A key that has to be there is not.
        CITY_KEY_MISSING(FailureKind.USER),
        /// A value cannot be what its key needs.
        CITY_VALUE_INVALID(FailureKind.USER),
        /// A dataset is asked for that the city does not have.
        DATASET_UNKNOWN(FailureKind.MISSING),
        /// A file lies outside the folders that the city declares.
        OUTSIDE_FOLDERS(FailureKind.DENIED),
        /// A file that the city names is not there.
        SOURCE_MISSING(FailureKind.MISSING);

        private final FailureKind kind;

        Code(FailureKind kind) {
            this.kind = kind;
        }

        @Override
        public FailureKind kind() {
            return kind;
        }
    }

    public CityException(Code code, String message) {
        super(code, message);
    }

    public CityException(Code code, String message, Throwable cause) {
        super(code, message, cause);
    }
}
