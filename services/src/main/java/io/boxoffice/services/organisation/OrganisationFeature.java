package io.boxoffice.services.organisation;

import io.boxoffice.gateway.GatewayConfig;
import io.boxoffice.gateway.auth.Memberships;
import io.boxoffice.gateway.auth.Principal;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.http.ProblemCode;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.record.Patch;
import io.boxoffice.gateway.record.Records;
import io.boxoffice.gateway.route.AnswerHeader;
import io.boxoffice.gateway.route.BlockingCalls;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.Feature;
import io.boxoffice.gateway.route.IdempotencyKey;
import io.boxoffice.gateway.route.Page;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.services.database.DatabaseUnavailableException;
import io.boxoffice.services.database.Etags;
import io.boxoffice.services.database.FeatureSchema;
import io.boxoffice.services.database.IdempotencyKeys;
import io.boxoffice.services.database.SqlDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Organisations, their members, invitations and API keys. */
public final class OrganisationFeature implements Feature {
    /** Where its tables are. */
    public static final FeatureSchema SCHEMA = new FeatureSchema("organisation");

    private static final Logger LOG = LoggerFactory.getLogger(OrganisationFeature.class);
    private static final String TAG = "organisations";
    private static final String ONE = "/v1/organisations/{organisationId}";
    /** Of a rate: what a few statements of PostgreSQL cost. */
    private static final int COST = 5;
    /** Of a rate: a code is asked for as often as a list, and no oftener. */
    private static final int CODE_COST = 20;

    private final OrganisationConfig config;
    private final Organisations organisations;
    private final Members members;
    private final ApiKeys apiKeys;
    private final KnownMembers known;
    private final IdempotencyKeys keys;
    private final BlockingCalls blocking;
    private final GatewayConfig.Lists lists;
    private final ScheduledExecutorService keeper = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "organisation-keeper");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param file     where what requests are judged by is kept, for when PostgreSQL is away
     * @param keys     of what is made
     * @param blocking the threads on which what blocks runs
     */
    public OrganisationFeature(
            SqlDatabase database,
            OrganisationConfig config,
            Path file,
            IdempotencyKeys keys,
            BlockingCalls blocking,
            GatewayConfig.Lists lists,
            Clock clock) {
        database.uses(SCHEMA);
        this.config = config;
        organisations = new Organisations(database, config);
        members = new Members(database, config, clock);
        apiKeys = new ApiKeys(database, config, clock);
        known = new KnownMembers(database, file, clock);
        this.keys = keys;
        this.blocking = blocking;
        this.lists = lists;
    }

    /** Who acts for which organisation. */
    public Memberships memberships() {
        return known;
    }

    @Override
    public List<Route> routes() {
        List<Route> all = new ArrayList<>(ofOrganisations());
        all.addAll(ofMembers());
        all.addAll(ofInvitations());
        all.addAll(ofKeys());
        return all;
    }

    private List<Route> ofOrganisations() {
        return List.of(
                Route.post("/v1/organisations", "createOrganisation")
                        .cost(COST)
                        .summary(TAG, "Make an organisation, which waits to be approved")
                        .roles(Role.ADMIN)
                        .idempotencyKey()
                        .body(OrganisationRequest.class)
                        .answerRecord(201, "Made", Organisation.class)
                        .header(201, AnswerHeader.LOCATION)
                        .etag()
                        .handledBy(blocking.of(this::create)),
                Route.get("/v1/organisations", "listOrganisations")
                        .cost(COST)
                        .summary(TAG, "All organisations, by name")
                        .roles(Role.ADMIN)
                        .paged(lists.defaultLimit(), lists.maxLimit())
                        .answerRecord(200, "A part of the list", OrganisationList.class)
                        .handledBy(blocking.of(this::list)),
                Route.get(ONE, "getOrganisation")
                        .cost(COST)
                        .summary(TAG, "An organisation that the caller works for")
                        .anyRole()
                        .answerRecord(200, "The organisation", Organisation.class)
                        .etag()
                        .handledBy(blocking.of(call -> {
                            authority(call);
                            return answer(organisations.organisation(call.id(0)));
                        })),
                Route.patch(ONE, "updateOrganisation")
                        .cost(COST)
                        .summary(TAG, "Change parts of what is said about an organisation")
                        .anyRole()
                        .forPeople()
                        .ifMatch()
                        .patchBody(OrganisationRequest.class)
                        .answerRecord(200, "Changed", Organisation.class)
                        .etag()
                        .handledBy(blocking.of(this::update)),
                Route.put(ONE + "/state", "putOrganisationState")
                        .cost(COST)
                        .summary(
                                TAG,
                                "Approve, suspend or close an organisation: nobody acts for one that is not approved")
                        .roles(Role.ADMIN)
                        .ifMatch()
                        .body(OrganisationState.class)
                        .answerRecord(200, "It is so", Organisation.class)
                        .etag()
                        .handledBy(blocking.of(this::become)));
    }

    private List<Route> ofMembers() {
        return List.of(
                Route.get(ONE + "/members", "listMembers")
                        .cost(COST)
                        .summary(TAG, "Who works for the organisation")
                        .anyRole()
                        .forPeople()
                        .answerRecord(200, "All of them", MemberList.class)
                        .handledBy(blocking.of(call -> {
                            Authority.require(authority(call).isManager());
                            return Records.answer(200, new MemberList(members.list(call.id(0)), null));
                        })),
                Route.put(ONE + "/members/{personId}", "changeMember")
                        .cost(COST)
                        .summary(TAG, "Let a member do something else; owners are made and changed by owners")
                        .anyRole()
                        .forPeople()
                        .body(MemberChange.class)
                        .answerRecord(200, "So it is from now on", Member.class)
                        .handledBy(blocking.of(this::changeMember)),
                Route.delete(ONE + "/members/{personId}", "removeMember")
                        .cost(COST)
                        .summary(TAG, "Remove a member, or oneself; the last owner stays")
                        .anyRole()
                        .forPeople()
                        .noContent(204, "Removed")
                        .handledBy(blocking.of(this::removeMember)),
                Route.get("/v1/memberships", "listMemberships")
                        .cost(COST)
                        .summary(TAG, "The organisations that the caller works for")
                        .roles(Role.CUSTOMER)
                        .answerRecord(200, "All of them", MembershipList.class)
                        .handledBy(blocking.of(call -> Records.answer(
                                200,
                                new MembershipList(members.of(call.principal().subject()), null)))),
                Route.post("/v1/memberships", "acceptInvitation")
                        .cost(CODE_COST)
                        .summary(TAG, "Become a member by the code of an invitation, which works once")
                        .roles(Role.CUSTOMER)
                        .body(MembershipRequest.class)
                        .answerRecord(200, "The caller is a member", Membership.class)
                        .handledBy(blocking.of(this::accept)));
    }

    private List<Route> ofInvitations() {
        return List.of(
                Route.post(ONE + "/invitations", "createInvitation")
                        .cost(COST)
                        .summary(TAG, "Invite somebody: the answer has the code, which is told once")
                        .anyRole()
                        .forPeople()
                        .body(InvitationRequest.class)
                        .answerRecord(201, "Made", Invitation.class)
                        .header(201, AnswerHeader.LOCATION)
                        .handledBy(blocking.of(this::invite)),
                Route.get(ONE + "/invitations", "listInvitations")
                        .cost(COST)
                        .summary(TAG, "Invitations that nobody has used yet")
                        .anyRole()
                        .forPeople()
                        .answerRecord(200, "All of them", InvitationList.class)
                        .handledBy(blocking.of(call -> {
                            Authority.require(authority(call).isManager());
                            return Records.answer(200, new InvitationList(members.invitations(call.id(0)), null));
                        })),
                Route.delete(ONE + "/invitations/{invitationId}", "revokeInvitation")
                        .cost(COST)
                        .summary(TAG, "Take an invitation back")
                        .anyRole()
                        .forPeople()
                        .noContent(204, "Its code counts no more")
                        .handledBy(blocking.of(call -> {
                            Authority.require(authority(call).isManager());
                            members.revoke(call.id(0), call.id(1));
                            return Response.empty(204);
                        })));
    }

    private List<Route> ofKeys() {
        return List.of(
                Route.post(ONE + "/keys", "createApiKey")
                        .cost(COST)
                        .summary(TAG, "Make an API key: the answer has it, and it is told once")
                        .anyRole()
                        .forPeople()
                        .body(ApiKeyRequest.class)
                        .answerRecord(201, "Made", ApiKeyInfo.class)
                        .header(201, AnswerHeader.LOCATION)
                        .handledBy(blocking.of(this::createKey)),
                Route.get(ONE + "/keys", "listApiKeys")
                        .cost(COST)
                        .summary(TAG, "The API keys of the organisation")
                        .anyRole()
                        .forPeople()
                        .answerRecord(200, "All of them", ApiKeyList.class)
                        .handledBy(blocking.of(call -> {
                            Authority.require(authority(call).isOwner());
                            return Records.answer(200, new ApiKeyList(apiKeys.list(call.id(0)), null));
                        })),
                Route.delete(ONE + "/keys/{keyId}", "revokeApiKey")
                        .cost(COST)
                        .summary(TAG, "End an API key")
                        .anyRole()
                        .forPeople()
                        .noContent(204, "It counts no more")
                        .handledBy(blocking.of(call -> {
                            Authority.require(authority(call).isOwner());
                            apiKeys.revoke(call.id(0), call.id(1));
                            return told(Response.empty(204));
                        })));
    }

    private Authority authority(Call call) {
        return Authority.of(call.principal(), call.id(0), members);
    }

    /** What servers know is what is answered: a member that was removed acts no more, here at once. */
    private Response told(Response answer) {
        known.refresh();
        return answer;
    }

    private static Response answer(Organisation organisation) {
        return Records.answer(200, organisation).header("etag", Etags.of(organisation.version()));
    }

    /** An administrator whose token names an organisation is its own alone. */
    private static void requirePlatform(Call call) {
        Authority.require(call.principal().organisation() == 0);
    }

    private Response create(Call call) {
        requirePlatform(call);
        OrganisationRequest stated = call.read(OrganisationRequest.class);
        IdempotencyKeys.Response given = once(call, () -> {
            Organisation made = organisations.create(stated);
            return new IdempotencyKeys.Response(
                    201, "/v1/organisations/" + made.id(), Etags.of(made.version()), Records.bytes(made));
        });
        return told(Response.of(given.status(), Response.JSON, given.body())
                .header("location", given.location())
                .header("etag", given.etag()));
    }

    private IdempotencyKeys.Response once(Call call, Supplier<IdempotencyKeys.Response> work) {
        String key = IdempotencyKey.text(call);
        return key == null
                ? work.get()
                : keys.once(
                        new IdempotencyKeys.Request(
                                call.principal().subject(),
                                IdempotencyKey.route(call),
                                key,
                                IdempotencyKey.bodyHash(call)),
                        work);
    }

    private Response list(Call call) {
        requirePlatform(call);
        Page<Organisation> page = organisations.list(call.parameter("cursor"), call.limit());
        return Records.answer(200, new OrganisationList(page.items(), page.next()));
    }

    private Response update(Call call) {
        Patch<OrganisationRequest> change = call.readPatch(OrganisationRequest.class);
        Authority.require(authority(call).isManager());
        return answer(organisations.update(call.id(0), Etags.expected(call), change::appliedTo));
    }

    private Response become(Call call) {
        OrganisationState state = call.read(OrganisationState.class);
        authority(call);
        requirePlatform(call);
        return told(answer(organisations.become(call.id(0), Etags.expected(call), state)));
    }

    private Response changeMember(Call call) {
        MemberChange change = call.read(MemberChange.class);
        Authority authority = authority(call);
        return told(
                Records.answer(200, members.change(call.id(0), call.id(1), change.role(), authority::decidesAbout)));
    }

    private Response removeMember(Call call) {
        Principal caller = call.principal();
        Authority authority = authority(call);
        boolean oneself = caller.subject() == call.id(1);
        members.remove(call.id(0), call.id(1), role -> oneself || authority.decidesAbout(role));
        return told(Response.empty(204));
    }

    private Response accept(Call call) {
        MembershipRequest request = call.read(MembershipRequest.class);
        return told(Records.answer(200, members.accept(call.principal().subject(), request.code())));
    }

    private Response invite(Call call) {
        InvitationRequest request = call.read(InvitationRequest.class);
        Authority.require(authority(call).decidesAbout(request.role()));
        Invitation made = members.invite(call.id(0), request, call.principal().subject());
        return Records.answer(201, made)
                .header("location", "/v1/organisations/" + call.id(0) + "/invitations/" + made.id());
    }

    private Response createKey(Call call) {
        ApiKeyRequest request = call.read(ApiKeyRequest.class);
        Authority.require(authority(call).isOwner());
        ApiKeyInfo made = apiKeys.create(call.id(0), request, call.principal().subject());
        return told(
                Records.answer(201, made).header("location", "/v1/organisations/" + call.id(0) + "/keys/" + made.id()));
    }

    @Override
    public Collection<? extends ProblemCode> problems() {
        return List.of(OrganisationProblem.values());
    }

    @Override
    public void start() {
        keeper.scheduleWithFixedDelay(this::look, 0, config.refreshMs(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            known.refresh();
        } catch (DatabaseUnavailableException e) {
            LOG.debug("PostgreSQL is away: members and keys are those known");
        } catch (RuntimeException e) {
            LOG.warn("members and keys could not be read; those known count", e);
        }
    }

    @Override
    public void close() {
        keeper.shutdownNow();
    }
}
