package city.belfry.mappings.privacy;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What the name of a field says about whose data stand in it. A place, a street, a line and a school have names too,
/// so `name` alone says nothing: what counts are words for a person (`author`, `user`) and for the names that only
/// people have (`first_name`, `apellidos`).
final class FieldNames {
    private static final Pattern MARKS = Pattern.compile("\\p{M}");
    private static final Pattern HUMP = Pattern.compile("(?<=[\\p{Ll}\\d])(?=\\p{Lu})");
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\d]+");

    /// Words for a name that only people have, and for people whose name or nickname stands in such a field.
    private static final Set<String> PERSON = Set.of(
            "firstname",
            "forename",
            "lastname",
            "surname",
            "fullname",
            "nickname",
            "username",
            "maidenname",
            "author",
            "user",
            "reporter",
            "requester",
            "requestor",
            "complainant",
            "submitter",
            "applicant",
            "citizen",
            "prenom",
            "prenoms",
            "auteur",
            "autrice",
            "utilisateur",
            "utilisatrice",
            "pseudo",
            "plaignant",
            "demandeur",
            "declarant",
            "citoyen",
            "apellido",
            "apellidos",
            "autor",
            "autora",
            "usuario",
            "usuaria",
            "solicitante",
            "cognom",
            "cognoms",
            "usuari",
            "solicitant",
            "sobrenome",
            "requerente",
            "vorname",
            "nachname",
            "verfasser",
            "benutzer",
            "antragsteller",
            "etunimi",
            "sukunimi",
            "kayttaja",
            "tekija",
            "fornavn",
            "etternavn",
            "efternamn",
            "fornamn",
            "uzvards",
            "autors",
            "lietotajs",
            "pavarde",
            "autorius",
            "vartotojas",
            "fornafn",
            "eftirnafn");

    private static final List<List<String>> PERSON_PAIRS = List.of(
            List.of("first", "name"),
            List.of("last", "name"),
            List.of("given", "name"),
            List.of("family", "name"),
            List.of("full", "name"),
            List.of("middle", "name"),
            List.of("nick", "name"),
            List.of("person", "name"),
            List.of("contact", "name"),
            List.of("contact", "person"),
            List.of("owner", "name"),
            List.of("created", "by"),
            List.of("reported", "by"),
            List.of("submitted", "by"),
            List.of("nom", "famille"),
            List.of("nom", "prenom"),
            List.of("nom", "contact"),
            List.of("primer", "apellido"));

    private static final Set<String> PHONE = Set.of(
            "phone",
            "phones",
            "telephone",
            "tel",
            "telephones",
            "telefono",
            "telefonos",
            "telefon",
            "telefone",
            "tlf",
            "telf",
            "telefons",
            "telefonas",
            "puhelin",
            "puhelinnumero",
            "simi",
            "gsm",
            "handy",
            "portable");

    private static final Set<String> NAME = Set.of(
            "name", "nom", "nombre", "nome", "label", "contact", "namn", "navn", "nimi", "vards", "vardas", "nafn");

    /// A field that ends so tells of a person, but does not name one.
    private static final Set<String> NO_NAME = Set.of(
            "id",
            "ids",
            "identifier",
            "type",
            "kind",
            "role",
            "level",
            "count",
            "number",
            "url",
            "uri",
            "link",
            "href",
            "status",
            "state",
            "language",
            "lang",
            "date",
            "time",
            "at",
            "image",
            "avatar",
            "code",
            "group",
            "age",
            "timezone",
            "agent");

    private FieldNames() {}

    /// The words of a name, of a property those of its last part: `comments[*].author.firstName` has the words
    /// comments, author, first, name.
    static List<String> words(String field) {
        String name = field.startsWith("http")
                ? field.substring(Math.max(field.lastIndexOf('/'), field.lastIndexOf('#')) + 1)
                : field;
        String plain = MARKS.matcher(Normalizer.normalize(HUMP.matcher(name).replaceAll(" "), Normalizer.Form.NFD))
                .replaceAll("");
        return Arrays.stream(BETWEEN.split(plain.toLowerCase(Locale.ROOT)))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    static boolean isOfPerson(List<String> words) {
        if (words.isEmpty() || NO_NAME.contains(words.getLast())) {
            return false;
        }
        if (words.stream().anyMatch(PERSON::contains)) {
            return true;
        }
        for (int at = 0; at + 1 < words.size(); at++) {
            if (PERSON_PAIRS.contains(words.subList(at, at + 2))) {
                return true;
            }
        }
        return false;
    }

    static boolean isOfPhone(List<String> words) {
        return words.stream().anyMatch(PHONE::contains);
    }

    /// Whether it may be the name of anything.
    static boolean isName(List<String> words) {
        return !words.isEmpty() && NAME.contains(words.getLast());
    }
}
