package city.belfry.ontology;

/// How much a [Finding] weighs. The three SHACL severities (SHACL §2.1.4), in rising order.
public enum Severity {
    /// A recommendation; the record is published.
    INFO,
    /// The record is published and listed to the steward.
    WARNING,
    /// The record cannot be published; it goes to the quarantine.
    VIOLATION
}
