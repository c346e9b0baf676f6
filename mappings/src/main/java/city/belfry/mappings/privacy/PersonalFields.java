package city.belfry.mappings.privacy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Looks at the fields of a source for e-mail addresses, telephone numbers and names of people.
///
/// E-mail addresses are found in every value. Telephone numbers and names are looked for in the first
/// [#VALUES_LOOKED_AT] values of a field: by then a field has shown what it holds. A name is only found by what its
/// field is called, or by a `Mme` or `Dr` before it: to nobody else does a word look like a name.
public final class PersonalFields {
    /// Values of one field that are looked at closely.
    static final int VALUES_LOOKED_AT = 10_000;
    /// Fields of one source; a record whose keys are values has more, and the rest is looked at as one.
    static final int FIELDS_MAX = 2_000;

    private static final String OTHER_FIELDS = "(other fields)";
    private static final int EXAMPLE_CHARACTERS = 40;
    private static final int HONORIFICS_MIN = 3;

    private static final Pattern HONORIFIC = Pattern.compile(
            "(?i:m|mme|mlle|mr|mrs|ms|miss|monsieur|madame|mademoiselle|dr|herr|frau|sr|sra|srta|senyor|senyora)"
                    + "(?:\\.\\s*|\\s+)\\p{Lu}.*",
            Pattern.DOTALL);
    private static final Pattern PHONE_CELL = Pattern.compile("[+\\d][\\d ()./+-]{5,30}");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}.*", Pattern.DOTALL);

    private final String source;
    private final Map<String, Looked> fields = new LinkedHashMap<>();

    /// Fields of one source.
    ///
    /// @param source as people know it
    public PersonalFields(String source) {
        this.source = source;
    }

    private static final class Found {
        private long values;
        private boolean isWhole;
        private String example = "";

        void add(String text, boolean whole) {
            if (values++ == 0) {
                example = PersonalPatterns.masked(text, EXAMPLE_CHARACTERS);
                isWhole = whole;
            }
            isWhole &= whole;
        }
    }

    private static final class Looked {
        private final boolean isOfPerson;
        private final boolean isOfPhone;
        private final boolean isName;
        private long values;
        private final Found emails = new Found();
        private final Found phones = new Found();
        private final Found names = new Found();
        private final Found honorifics = new Found();

        Looked(List<String> words) {
            isOfPerson = FieldNames.isOfPerson(words);
            isOfPhone = FieldNames.isOfPhone(words);
            isName = FieldNames.isName(words);
        }
    }

    /// Whether only values with an `@` have to be shown any more.
    public boolean hasSeenEnough(String field) {
        Looked looked = fields.get(field);
        return looked != null && looked.values >= VALUES_LOOKED_AT;
    }

    /// Takes one value of a field.
    public void add(String field, String text) {
        if (text.isBlank()) {
            return;
        }
        Looked looked = fields.get(field);
        if (looked == null) {
            String name = fields.size() < FIELDS_MAX ? field : OTHER_FIELDS;
            looked = fields.computeIfAbsent(name, unseen -> new Looked(FieldNames.words(name)));
        }
        boolean hasEmail = PersonalPatterns.hasEmail(text);
        if (hasEmail) {
            looked.emails.add(text, PersonalPatterns.EMAIL.matcher(text.strip()).matches());
        }
        if (looked.values++ >= VALUES_LOOKED_AT) {
            return;
        }
        String value = text.strip();
        if (PersonalPatterns.hasPhone(value)) {
            looked.phones.add(value, PersonalPatterns.PHONE.matcher(value).matches());
        } else if (looked.isOfPhone && PHONE_CELL.matcher(value).matches()) {
            looked.phones.add(value, true);
        }
        if (looked.isOfPerson && isWord(value) && !hasEmail) {
            looked.names.add(value, true);
        } else if (looked.isName && HONORIFIC.matcher(value).matches()) {
            looked.honorifics.add(value, true);
        }
    }

    /// Whether a value could name somebody: no number, date, address of the web or truth.
    private static boolean isWord(String text) {
        return text.codePoints().anyMatch(Character::isLetter)
                && !text.startsWith("http")
                && !text.equals("true")
                && !text.equals("false")
                && !DATE.matcher(text).matches();
    }

    /// The fields that look as if they held personal data, in the order in which they were met.
    public List<Suspect> suspects() {
        List<Suspect> suspects = new ArrayList<>();
        fields.forEach((field, looked) -> {
            add(suspects, field, Suspect.Kind.EMAIL, looked.emails);
            add(suspects, field, Suspect.Kind.PHONE, looked.phones);
            add(suspects, field, Suspect.Kind.NAME, looked.names);
            long seen = Math.min(looked.values, VALUES_LOOKED_AT);
            if (looked.honorifics.values >= HONORIFICS_MIN && looked.honorifics.values * 2 >= seen) {
                add(suspects, field, Suspect.Kind.NAME, looked.honorifics);
            }
        });
        return suspects;
    }

    private void add(List<Suspect> suspects, String field, Suspect.Kind kind, Found found) {
        if (found.values > 0) {
            suspects.add(new Suspect(source, field, kind, found.values, found.isWhole, found.example));
        }
    }
}
