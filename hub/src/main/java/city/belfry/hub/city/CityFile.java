package city.belfry.hub.city;

import city.belfry.hub.city.CityException.Code;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A `city.yaml` that was read and checked.
///
/// @param path the file, absolute; what it names is looked for beside it
public record CityFile(
        Path path,
        CityIdentity city,
        CatalogueHead catalogue,
        List<DatasetEntry> datasets,
        List<LinkEntry> links,
        AccessRules access,
        List<PeerEntry> peers,
        PrivacySettings privacy,
        IngestLimits limits,
        SignInService auth) {
    /// Names that the hub uses for graphs of its own, beside those of the datasets.
    private static final List<String> GRAPHS_OF_THE_HUB =
            List.of("catalogue", "curated", "ontology", "links", "inferred", "quarantine", "scenario");

    public static CityFile read(Path file) {
        Path path = file.toAbsolutePath().normalize();
        String text;
        try {
            text = Files.readString(path, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new CityException(
                    Code.CITY_NOT_YAML, file + " is not in UTF-8. Save it in UTF-8 (in the editor: encoding).", e);
        } catch (IOException e) {
            throw new CityException(
                    Code.CITY_FILE_MISSING,
                    file + " cannot be read" + (Files.exists(path) ? ": " + e.getMessage() : ": there is no such file")
                            + ". Name the city with --city FILE, or write one with 'belfry init'.",
                    e);
        }
        CityDocument document = YamlRecords.read(file.toString(), text, CityDocument.class);
        CityFile city = new CityFile(
                path,
                document.city(),
                document.catalogue(),
                document.datasets(),
                document.links(),
                document.access(),
                document.peers(),
                document.privacy(),
                document.limits(),
                document.auth());
        city.check(file);
        return city;
    }

    /// A city that publishes nothing by itself; what it named would lie in the folder.
    public static CityFile without(CityIdentity city, Path folder) {
        return new CityFile(
                folder.toAbsolutePath().resolve("city.yaml"),
                city,
                CatalogueHead.NONE,
                List.of(),
                List.of(),
                AccessRules.NONE,
                List.of(),
                PrivacySettings.NONE,
                YamlRecords.read("limits", "{}", IngestLimits.class),
                YamlRecords.read("auth", "{}", SignInService.class));
    }

    /// The folder that relative sources, mappings and shapes are looked for in.
    public Path folder() {
        return path.getParent() == null ? Path.of("").toAbsolutePath() : path.getParent();
    }

    /// The folders of which the hub may read.
    public Folders folders() {
        return Folders.of(folder(), access.folders());
    }

    public DatasetEntry dataset(String id) {
        return datasets.stream()
                .filter(dataset -> dataset.id().equals(id))
                .findFirst()
                .orElseThrow(() -> {
                    List<String> ids = datasets.stream().map(DatasetEntry::id).toList();
                    return new CityException(
                            Code.DATASET_UNKNOWN,
                            path.getFileName() + " has no dataset '" + id + "'." + Nearest.hint(id, ids) + " It has: "
                                    + String.join(", ", ids) + ".");
                });
    }

    private void check(Path file) {
        if (auth.issuer().isPresent() != auth.clientId().isPresent()
                || auth.issuer().isPresent() != auth.clientSecret().isPresent()) {
            throw new CityException(
                    Code.CITY_VALUE_INVALID,
                    file + ", auth: issuer, clientId and clientSecret belong together; give all three or none.");
        }
        for (DatasetEntry dataset : datasets) {
            int ways = (dataset.pack().isPresent() ? 1 : 0)
                    + (dataset.mapping().isPresent() ? 1 : 0)
                    + (dataset.format().isPresent() ? 1 : 0);
            if (ways != 1) {
                throw new CityException(
                        Code.CITY_VALUE_INVALID,
                        file + ", dataset '" + dataset.id() + "': it has " + (ways == 0 ? "none" : ways)
                                + " of pack, mapping and format; exactly one says how the source becomes RDF.");
            }
            for (PrivacyRule rule : dataset.privacy()) {
                rule.fault().ifPresent(fault -> {
                    throw new CityException(
                            Code.CITY_VALUE_INVALID,
                            file + ", dataset '" + dataset.id() + "', privacy of '" + rule.field() + "': " + fault);
                });
            }
            if (GRAPHS_OF_THE_HUB.contains(dataset.id())) {
                throw new CityException(
                        Code.CITY_VALUE_INVALID,
                        file + ", dataset '" + dataset.id()
                                + "': the hub has a graph of this name itself; choose another id.");
            }
        }
    }
}
