package city.belfry.mappings.run;

import city.belfry.mappings.read.Findings;
import city.belfry.mappings.read.Row;
import city.belfry.ontology.Finding;

/// Where the run is: the file and record that findings are about. One per run.
final class Place {
    private final Findings findings;
    private String file = "";
    private long record;

    Place(Findings findings) {
        this.findings = findings;
    }

    void file(String name) {
        file = name;
        record = 0;
    }

    void nextRecord() {
        record++;
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
