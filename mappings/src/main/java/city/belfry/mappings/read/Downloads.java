package city.belfry.mappings.read;

import city.belfry.mappings.Limits;
import city.belfry.mappings.MappingException;
import city.belfry.mappings.MappingException.Code;
import city.belfry.mappings.Options;
import city.belfry.mappings.Reach;
import city.belfry.mappings.rml.Access;
import city.belfry.mappings.rml.LogicalSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The pages of web sources, kept as files while the run lasts: a source that is read twice is asked once, and says the
/// same both times.
final class Downloads implements AutoCloseable {
    /// `<address>; rel="next"` (RFC 8288 §3).
    private static final Pattern NEXT =
            Pattern.compile("<([^>]*)>\\s*;[^,<]*\\brel=\"?next\"?", Pattern.CASE_INSENSITIVE);

    /// What an endpoint says to a query that it does not understand (SPARQL 1.1 Protocol §2.1.7).
    private static final int BAD_REQUEST = 400;

    private static final String IN_HEADER = "Link";

    private final Reach.Web web;
    private final Limits limits;
    private final Map<Access.Web, List<SourceFile>> known = new HashMap<>();
    private final List<Path> written = new ArrayList<>();

    Downloads(Reach.Web web, Limits limits) {
        this.web = web;
        this.limits = limits;
    }

    /// The pages of a source, in their order.
    List<SourceFile> pages(Access.Web access, LogicalSource source) {
        List<SourceFile> pages = known.get(access);
        if (pages == null) {
            pages = fetch(access, source);
            known.put(access, pages);
        }
        return pages;
    }

    private List<SourceFile> fetch(Access.Web access, LogicalSource source) {
        List<SourceFile> pages = new ArrayList<>();
        Set<URI> seen = new HashSet<>();
        Optional<URI> next = Optional.of(access.address());
        while (next.isPresent() && seen.add(next.get())) {
            URI address = next.get();
            if (pages.size() == limits.pages()) {
                throw new MappingException(
                        Code.LIMIT_REACHED,
                        "%s has more pages than the limit 'pages' of %d.".formatted(access.address(), limits.pages()));
            }
            try {
                Path file = Files.createTempFile("belfry-page-", ".part");
                written.add(file);
                Reach.Answer answer = web.fetch(
                        new Reach.Call(
                                address, access.accept(), access.query(), limits.unpackedBytes(), limits.answerTime()),
                        file);
                SourceFile page = new SourceFile(
                        address.toString(), address.toString(), Files.size(file), () -> Files.newInputStream(file));
                pages.add(page);
                next = next(access.nextPage(), answer, page, source).map(address::resolve);
            } catch (Reach.Refused refused) {
                throw new MappingException(
                        refused.status() == BAD_REQUEST && !access.query().isEmpty()
                                ? Code.QUERY_INVALID
                                : Code.ADDRESS_UNREACHABLE,
                        "%s answered with status %d: %s.".formatted(address, refused.status(), refused.getMessage()),
                        refused);
            } catch (IOException broken) {
                throw new MappingException(
                        Code.ADDRESS_UNREACHABLE,
                        "%s cannot be read: %s.".formatted(address, broken.getMessage()),
                        broken);
            } catch (IllegalArgumentException noAddress) {
                throw new MappingException(
                        Code.SOURCE_UNREADABLE,
                        "%s names a next page whose address cannot be read: %s."
                                .formatted(address, noAddress.getMessage()),
                        noAddress);
            }
        }
        return List.copyOf(pages);
    }

    private Optional<String> next(String nextPage, Reach.Answer answer, SourceFile page, LogicalSource source)
            throws IOException {
        if (nextPage.isEmpty()) {
            return Optional.empty();
        }
        if (nextPage.equals(IN_HEADER)) {
            Matcher matcher = NEXT.matcher(answer.link());
            return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
        }
        Fields fields = new Fields(source.nested(LogicalSource.Format.JSON, "$", Map.of()));
        int slot = fields.slot(nextPage);
        List<String> found = new ArrayList<>();
        new JsonReader(limits)
                .read(
                        page,
                        fields,
                        row -> {
                            if (row.count(slot) > 0 && row.kind(slot, 0) == Row.TEXT) {
                                found.add(row.text(slot, 0));
                            }
                        },
                        new Findings(Options.standard(), finding -> {}));
        return found.stream().filter(text -> !text.isEmpty()).findFirst();
    }

    @Override
    public void close() {
        for (Path file : written) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException kept) {
                // The result is right all the same; the machine clears its folder for temporary files.
                file.toFile().deleteOnExit();
            }
        }
    }
}
