package city.belfry.ontology;

import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;

/// The terms of the city ontology under their own names; what each means stands in its module's Turtle file.
///
/// Written from the ontology by `CityTest`; never edit it by hand.
@SuppressWarnings("MemberName") // A term keeps the spelling that it has in RDF.
public final class City {
    /// Namespace of all terms, whichever module defines them.
    public static final String NS = "https://w3id.org/belfry/ont#";

    /// Namespace of the code lists: a code is this, its scheme, a slash and its notation.
    public static final String CODES = "https://w3id.org/belfry/code/";

    // core
    public static final Node City = term("City");
    public static final Node CityObject = term("CityObject");
    public static final Node Identifier = term("Identifier");
    public static final Node Indicator = term("Indicator");
    public static final Node IndicatorValue = term("IndicatorValue");
    public static final Node capacity = term("capacity");
    public static final Node codeList = term("codeList");
    public static final Node colour = term("colour");
    public static final Node endDate = term("endDate");
    public static final Node hasIdentifier = term("hasIdentifier");
    public static final Node hasIndicator = term("hasIndicator");
    public static final Node hasPart = term("hasPart");
    public static final Node identifierOf = term("identifierOf");
    public static final Node identifierValue = term("identifierValue");
    public static final Node indicatorValue = term("indicatorValue");
    public static final Node latitude = term("latitude");
    public static final Node lifecycleState = term("lifecycleState");
    public static final Node localityName = term("localityName");
    public static final Node longitude = term("longitude");
    public static final Node method = term("method");
    public static final Node ofIndicator = term("ofIndicator");
    public static final Node partOf = term("partOf");
    public static final Node responsibleParty = term("responsibleParty");
    public static final Node sameRealWorldAs = term("sameRealWorldAs");
    public static final Node sortOrder = term("sortOrder");
    public static final Node startDate = term("startDate");
    public static final Node streetAddress = term("streetAddress");
    public static final Node telephone = term("telephone");
    public static final Node validFrom = term("validFrom");
    public static final Node validUntil = term("validUntil");
    public static final Node website = term("website");

    // place
    public static final Node Address = term("Address");
    public static final Node AdministrativeArea = term("AdministrativeArea");
    public static final Node District = term("District");
    public static final Node GridCell = term("GridCell");
    public static final Node Metropolis = term("Metropolis");
    public static final Node Municipality = term("Municipality");
    public static final Node Neighbourhood = term("Neighbourhood");
    public static final Node PublicSpace = term("PublicSpace");
    public static final Node StatisticalUnit = term("StatisticalUnit");
    public static final Node Street = term("Street");
    public static final Node areaSquareMetres = term("areaSquareMetres");
    public static final Node contains = term("contains");
    public static final Node hasAddress = term("hasAddress");
    public static final Node inDistrict = term("inDistrict");
    public static final Node inMunicipality = term("inMunicipality");
    public static final Node inNeighbourhood = term("inNeighbourhood");
    public static final Node officialCode = term("officialCode");
    public static final Node onStreet = term("onStreet");
    public static final Node postalCode = term("postalCode");
    public static final Node within = term("within");

    // mobility
    public static final Node CallAtStop = term("CallAtStop");
    public static final Node Connection = term("Connection");
    public static final Node Fare = term("Fare");
    public static final Node FareRule = term("FareRule");
    public static final Node FareZone = term("FareZone");
    public static final Node FrequencyBand = term("FrequencyBand");
    public static final Node Journey = term("Journey");
    public static final Node LinePattern = term("LinePattern");
    public static final Node Operator = term("Operator");
    public static final Node Parking = term("Parking");
    public static final Node Quay = term("Quay");
    public static final Node ServiceCalendar = term("ServiceCalendar");
    public static final Node ServiceException = term("ServiceException");
    public static final Node SharedMobilityStation = term("SharedMobilityStation");
    public static final Node StationEntrance = term("StationEntrance");
    public static final Node StopPlace = term("StopPlace");
    public static final Node StopPoint = term("StopPoint");
    public static final Node TransitLine = term("TransitLine");
    public static final Node TransportNetwork = term("TransportNetwork");
    public static final Node arrivalSeconds = term("arrivalSeconds");
    public static final Node atStop = term("atStop");
    public static final Node bicyclesAllowed = term("bicyclesAllowed");
    public static final Node block = term("block");
    public static final Node callOrder = term("callOrder");
    public static final Node connectionState = term("connectionState");
    public static final Node containsZone = term("containsZone");
    public static final Node currency = term("currency");
    public static final Node departureSeconds = term("departureSeconds");
    public static final Node direction = term("direction");
    public static final Node distanceAlong = term("distanceAlong");
    public static final Node dropOffType = term("dropOffType");
    public static final Node endSeconds = term("endSeconds");
    public static final Node exactTimes = term("exactTimes");
    public static final Node exceptionType = term("exceptionType");
    public static final Node followsPattern = term("followsPattern");
    public static final Node fromStop = term("fromStop");
    public static final Node fromZone = term("fromZone");
    public static final Node hasPaymentTerminal = term("hasPaymentTerminal");
    public static final Node headsign = term("headsign");
    public static final Node headwaySeconds = term("headwaySeconds");
    public static final Node inCalendar = term("inCalendar");
    public static final Node inFareZone = term("inFareZone");
    public static final Node inNetwork = term("inNetwork");
    public static final Node lengthMetres = term("lengthMetres");
    public static final Node longName = term("longName");
    public static final Node minimumTransferSeconds = term("minimumTransferSeconds");
    public static final Node ofCalendar = term("ofCalendar");
    public static final Node ofFare = term("ofFare");
    public static final Node ofJourney = term("ofJourney");
    public static final Node onDate = term("onDate");
    public static final Node onLine = term("onLine");
    public static final Node operatedBy = term("operatedBy");
    public static final Node paymentMethod = term("paymentMethod");
    public static final Node pickupType = term("pickupType");
    public static final Node platformCode = term("platformCode");
    public static final Node price = term("price");
    public static final Node routeType = term("routeType");
    public static final Node runsOnFriday = term("runsOnFriday");
    public static final Node runsOnMonday = term("runsOnMonday");
    public static final Node runsOnSaturday = term("runsOnSaturday");
    public static final Node runsOnSunday = term("runsOnSunday");
    public static final Node runsOnThursday = term("runsOnThursday");
    public static final Node runsOnTuesday = term("runsOnTuesday");
    public static final Node runsOnWednesday = term("runsOnWednesday");
    public static final Node servedBy = term("servedBy");
    public static final Node servesStop = term("servesStop");
    public static final Node shortName = term("shortName");
    public static final Node startSeconds = term("startSeconds");
    public static final Node stationState = term("stationState");
    public static final Node stopCode = term("stopCode");
    public static final Node stopHeadsign = term("stopHeadsign");
    public static final Node textColour = term("textColour");
    public static final Node timeZone = term("timeZone");
    public static final Node timepoint = term("timepoint");
    public static final Node toStop = term("toStop");
    public static final Node toZone = term("toZone");
    public static final Node transferDurationSeconds = term("transferDurationSeconds");
    public static final Node transferType = term("transferType");
    public static final Node transfersAllowed = term("transfersAllowed");
    public static final Node transportMode = term("transportMode");
    public static final Node wheelchairAccessible = term("wheelchairAccessible");
    public static final Node wheelchairBoarding = term("wheelchairBoarding");

    // built
    public static final Node Building = term("Building");
    public static final Node BuildingPart = term("BuildingPart");
    public static final Node buildingUse = term("buildingUse");
    public static final Node energyClass = term("energyClass");
    public static final Node floorsAboveGround = term("floorsAboveGround");
    public static final Node yearOfConstruction = term("yearOfConstruction");

    // sensing
    public static final Node DataStream = term("DataStream");
    public static final Node MaintenanceRecord = term("MaintenanceRecord");
    public static final Node SensorNetwork = term("SensorNetwork");
    public static final Node SensorStation = term("SensorStation");
    public static final Node areaType = term("areaType");
    public static final Node elevationMetres = term("elevationMetres");
    public static final Node inSensorNetwork = term("inSensorNetwork");
    public static final Node maintenanceKind = term("maintenanceKind");
    public static final Node measuredAt = term("measuredAt");
    public static final Node ofStream = term("ofStream");
    public static final Node onStation = term("onStation");
    public static final Node qualityFlag = term("qualityFlag");
    public static final Node samplingMinutes = term("samplingMinutes");
    public static final Node usualUnit = term("usualUnit");

    // services
    public static final Node AccessTime = term("AccessTime");
    public static final Node Amenity = term("Amenity");
    public static final Node HealthCentre = term("HealthCentre");
    public static final Node Library = term("Library");
    public static final Node Market = term("Market");
    public static final Node PublicService = term("PublicService");
    public static final Node School = term("School");
    public static final Node SportsFacility = term("SportsFacility");
    public static final Node accessibilityLevel = term("accessibilityLevel");
    public static final Node amenityCategory = term("amenityCategory");
    public static final Node minutes = term("minutes");
    public static final Node offeredAt = term("offeredAt");
    public static final Node openingHours = term("openingHours");
    public static final Node providedBy = term("providedBy");
    public static final Node toAmenity = term("toAmenity");
    public static final Node travelMode = term("travelMode");

    // environment
    public static final Node CoolPlace = term("CoolPlace");
    public static final Node GreenSpace = term("GreenSpace");
    public static final Node HeatExposureZone = term("HeatExposureZone");
    public static final Node HeatWave = term("HeatWave");
    public static final Node LocalClimateZoneArea = term("LocalClimateZoneArea");
    public static final Node Tree = term("Tree");
    public static final Node TreePopulation = term("TreePopulation");
    public static final Node affectsArea = term("affectsArea");
    public static final Node canopyCover = term("canopyCover");
    public static final Node heatExposure = term("heatExposure");
    public static final Node heightMetres = term("heightMetres");
    public static final Node imperviousFraction = term("imperviousFraction");
    public static final Node localClimateZone = term("localClimateZone");
    public static final Node plantedYear = term("plantedYear");
    public static final Node species = term("species");
    public static final Node standsIn = term("standsIn");
    public static final Node treeCount = term("treeCount");
    public static final Node trunkCircumferenceCentimetres = term("trunkCircumferenceCentimetres");
    public static final Node vernacularName = term("vernacularName");

    // population
    public static final Node PopulationCount = term("PopulationCount");
    public static final Node ageFrom = term("ageFrom");
    public static final Node men = term("men");
    public static final Node ofArea = term("ofArea");
    public static final Node referenceDate = term("referenceDate");
    public static final Node residents = term("residents");
    public static final Node women = term("women");

    // planning
    public static final Node Assumption = term("Assumption");
    public static final Node BuildingPermit = term("BuildingPermit");
    public static final Node EvidenceItem = term("EvidenceItem");
    public static final Node ImpactAssessment = term("ImpactAssessment");
    public static final Node PlanningZone = term("PlanningZone");
    public static final Node Scenario = term("Scenario");
    public static final Node UrbanPlan = term("UrbanPlan");
    public static final Node UrbanProject = term("UrbanProject");
    public static final Node addsGraph = term("addsGraph");
    public static final Node assumes = term("assumes");
    public static final Node forProject = term("forProject");
    public static final Node hasBaseline = term("hasBaseline");
    public static final Node horizonYear = term("horizonYear");
    public static final Node inPlan = term("inPlan");
    public static final Node landUse = term("landUse");
    public static final Node maximumHeightMetres = term("maximumHeightMetres");
    public static final Node realises = term("realises");
    public static final Node removesGraph = term("removesGraph");
    public static final Node temperatureDeltaKelvin = term("temperatureDeltaKelvin");

    // participation
    public static final Node Commitment = term("Commitment");
    public static final Node ParticipationCount = term("ParticipationCount");
    public static final Node ParticipationProcess = term("ParticipationProcess");
    public static final Node Phase = term("Phase");
    public static final Node Proposal = term("Proposal");
    public static final Node Response = term("Response");
    public static final Node VoteResult = term("VoteResult");
    public static final Node aboutPlace = term("aboutPlace");
    public static final Node aboutScenario = term("aboutScenario");
    public static final Node answeredBy = term("answeredBy");
    public static final Node commitsTo = term("commitsTo");
    public static final Node endorsements = term("endorsements");
    public static final Node fromArea = term("fromArea");
    public static final Node inPhase = term("inPhase");
    public static final Node inProcess = term("inProcess");
    public static final Node ofProcess = term("ofProcess");
    public static final Node ofProposal = term("ofProposal");
    public static final Node participants = term("participants");
    public static final Node proposalState = term("proposalState");
    public static final Node realisedBy = term("realisedBy");
    public static final Node submittedOn = term("submittedOn");
    public static final Node topic = term("topic");
    public static final Node voters = term("voters");
    public static final Node votesFor = term("votesFor");

    // procurement
    public static final Node ContractClause = term("ContractClause");
    public static final Node DataClause = term("DataClause");
    public static final Node DigitalTwinComponent = term("DigitalTwinComponent");
    public static final Node ExitClause = term("ExitClause");
    public static final Node InteroperabilityClause = term("InteroperabilityClause");
    public static final Node hasClause = term("hasClause");
    public static final Node procures = term("procures");
    public static final Node requiresStandard = term("requiresStandard");
    public static final Node suppliedBy = term("suppliedBy");

    // governance
    public static final Node AccessDecision = term("AccessDecision");
    public static final Node DatasetVersion = term("DatasetVersion");
    public static final Node FederationPeer = term("FederationPeer");
    public static final Node Finding = term("Finding");
    public static final Node MappingRun = term("MappingRun");
    public static final Node TermAlignment = term("TermAlignment");
    public static final Node cpuSeconds = term("cpuSeconds");
    public static final Node dataController = term("dataController");
    public static final Node dataProtectionAssessment = term("dataProtectionAssessment");
    public static final Node decision = term("decision");
    public static final Node energyWattHours = term("energyWattHours");
    public static final Node findingCode = term("findingCode");
    public static final Node findingCount = term("findingCount");
    public static final Node findingMessage = term("findingMessage");
    public static final Node findingSeverity = term("findingSeverity");
    public static final Node forRole = term("forRole");
    public static final Node freshnessLimit = term("freshnessLimit");
    public static final Node hasLegalBasis = term("hasLegalBasis");
    public static final Node holdsPersonalData = term("holdsPersonalData");
    public static final Node inField = term("inField");
    public static final Node inSource = term("inSource");
    public static final Node inputBytes = term("inputBytes");
    public static final Node inputChecksum = term("inputChecksum");
    public static final Node lastQueried = term("lastQueried");
    public static final Node ofDataset = term("ofDataset");
    public static final Node ofPeer = term("ofPeer");
    public static final Node ofRun = term("ofRun");
    public static final Node ourTerm = term("ourTerm");
    public static final Node peerTerm = term("peerTerm");
    public static final Node quarantinedCount = term("quarantinedCount");
    public static final Node recipeChecksum = term("recipeChecksum");
    public static final Node recordCount = term("recordCount");
    public static final Node retainUntil = term("retainUntil");
    public static final Node smallestCount = term("smallestCount");
    public static final Node sourceLine = term("sourceLine");
    public static final Node sourcePath = term("sourcePath");
    public static final Node steward = term("steward");
    public static final Node suggestion = term("suggestion");
    public static final Node tripleCount = term("tripleCount");
    public static final Node usesTerm = term("usesTerm");
    public static final Node versionNumber = term("versionNumber");
    public static final Node visibility = term("visibility");

    // mapping
    public static final Node Drop = term("Drop");
    public static final Node GatherLine = term("GatherLine");
    public static final Node KeepLatest = term("KeepLatest");
    public static final Node MappingStep = term("MappingStep");
    public static final Node Reject = term("Reject");
    public static final Node Unpivot = term("Unpivot");
    public static final Node column = term("column");
    public static final Node field = term("field");
    public static final Node key = term("key");
    public static final Node keyField = term("keyField");
    public static final Node latitudeField = term("latitudeField");
    public static final Node longitudeField = term("longitudeField");
    public static final Node optional = term("optional");
    public static final Node optionalColumn = term("optionalColumn");
    public static final Node orderBy = term("orderBy");
    public static final Node pattern = term("pattern");
    public static final Node steps = term("steps");

    private City() {}

    /// The IRI of a code, for example `code("transport-mode", "tram")`. Whether the list has it is for a shape to say.
    public static Node code(String scheme, String notation) {
        return NodeFactory.createURI(CODES + scheme + "/" + notation);
    }

    private static Node term(String name) {
        return NodeFactory.createURI(NS + name);
    }
}
