package city.belfry.mappings.run;

import city.belfry.mappings.read.Findings;
import city.belfry.mappings.read.Row;
import city.belfry.ontology.Finding;

/// Where the run is: the file and record that findings are about. One per run.
final class Place {
    private final Findings findings;
    private String file = "";
    private long record;
    private long part;

    Place(Findings findings) {
        this.findings = findings;
    }

    void file(String name) {
        file = name;
        record = 0;
    }

    void nextRecord() {
        record++;
        part = 0;
    }

    /// The next of several rows that a record is turned into.
    void nextPart() {
        part++;
    }

    /// Goes back to a record that was kept.
    void returnTo(String name, long number) {
        file = name;
        record = number;
        part = 0;
    }

    /// A name for the row, the same in every run.
    String rowName() {
        return file + "-" + record + "-" + part;
    }

    long record() {
        return record;
    }

    String file() {
        return file;
    }

    void violation(Row row, String code, String field, String message, String suggestion) {
        findings.violation(code, of(row), field, message, suggestion);
    }

    Finding.Place of(Row row) {
        return new Finding.Place(file, row.line(), row.path());
    }
}
