package city.belfry.hub.city;

/// What becomes of a field with personal data.
public enum PrivacyTreatment {
    /// It is left out.
    DROP,
    /// The same value gets the same name, which only the holder of the key can make.
    PSEUDONYM,
    /// A value becomes a group, or a part of itself.
    GENERALISE,
    /// A date keeps its year or month, a text its first characters, numbers some decimals.
    TRUNCATE,
    /// E-mail addresses and telephone numbers in a text are replaced.
    REDACT,
    /// It is published as it is, for a reason.
    KEEP
}
