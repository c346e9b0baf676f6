package city.belfry.hub.city;

/// The categories of high-value datasets (Regulation (EU) 2023/138, annex) with their codes in the EU's list.
public enum HvdCategory {
    GEOSPATIAL("c_ac64a52d"),
    EARTH_OBSERVATION_AND_ENVIRONMENT("c_dd313021"),
    METEOROLOGICAL("c_164e0bf5"),
    STATISTICS("c_e1da4e07"),
    COMPANIES_AND_COMPANY_OWNERSHIP("c_a9135398"),
    MOBILITY("c_b79e35eb");

    private final String code;

    HvdCategory(String code) {
        this.code = code;
    }

    public String iri() {
        return "http://data.europa.eu/bna/" + code;
    }
}
