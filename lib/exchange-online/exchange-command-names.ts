/**
 * The commands of ExchangeOnlineManagement that Microsoft documents for Exchange Online, by verb. Those of Security & Compliance
 * alone are not among them.
 */
export const EXCHANGE_NOUNS: { readonly [verb: string]: string } = {
  Add: `
    AvailabilityAddressSpace DistributionGroupMember HVEAppAccess LdapDirectory MailboxFolderPermission
    MailboxPermission ManagementRoleEntry PublicFolderClientPermission RecipientPermission RoleGroupMember
    UnifiedGroupLinks VivaModuleFeaturePolicy VivaOrgInsightsDelegatedRole WorkforceInsightsDelegationAccess`,
  Clear: `
    ActiveSyncDevice MobileDevice TextMessagingAccount`,
  Compare: `
    TextMessagingVerificationCode`,
  Complete: `
    MigrationBatch`,
  Delete: `
    QuarantineMessage`,
  Disable: `
    AntiPhishRule App ATPProtectionPolicyRule DnssecForVerifiedDomain EOPProtectionPolicyRule
    HostedContentFilterRule HostedOutboundSpamFilterRule InboxRule IPv6ForAcceptedDomain JournalArchiving
    JournalRule Mailbox MailPublicFolder MalwareFilterRule OutlookProtectionRule ReportSubmissionRule
    SafeAttachmentRule SafeLinksRule SmtpDaneInbound SweepRule TransportRule`,
  Enable: `
    AntiPhishRule App ATPProtectionPolicyRule DnssecForVerifiedDomain EOPProtectionPolicyRule
    HostedContentFilterRule HostedOutboundSpamFilterRule InboxRule IPv6ForAcceptedDomain JournalRule Mailbox
    MailPublicFolder MalwareFilterRule OrganizationCustomization OutlookProtectionRule ReportSubmissionRule
    SafeAttachmentRule SafeLinksRule SmtpDaneInbound SweepRule TransportRule`,
  Expedite: `
    Delicensing`,
  Export: `
    MailboxDiagnosticLogs MigrationReport QuarantineMessage TransportRuleCollection`,
  Get: `
    AcceptedDomain AccessToCustomerDataRequest ActiveSyncDevice ActiveSyncDeviceAccessRule ActiveSyncDeviceClass
    ActiveSyncDeviceStatistics ActiveSyncMailboxPolicy ActiveSyncOrganizationSettings AdaptiveScope
    AdaptiveScopeMembers AddressBookPolicy AddressList AdminAuditLogConfig AdministrativeUnit AggregateZapReport
    AntiPhishPolicy AntiPhishRule App ApplicationAccessPolicy ArcConfig ATPBuiltInProtectionRule AtpPolicyForO365
    ATPProtectionPolicyRule ATPTotalTrafficReport AuditLogSearch AuthenticationPolicy AuthServer
    AvailabilityAddressSpace AvailabilityConfig BillingPolicy BlockedConnector BlockedSenderAddress
    CalendarDiagnosticObjects CalendarProcessing CASMailbox CASMailboxPlan ClassificationRuleCollection Clutter
    CompromisedUserAggregateReport CompromisedUserDetailReport ConfigAnalyzerPolicyRecommendation
    ConnectionInformation Contact ContentMalwareMdoAggregateReport ContentMalwareMdoDetailReport
    DataClassificationConfig DataEncryptionPolicy DefaultTenantBriefingConfig DefaultTenantMyAnalyticsFeatureConfig
    DetailZapReport DistributionGroup DistributionGroupMember DkimSigningConfig DlpDetailReport DlpDetectionsReport
    DlpIncidentDetailReport DnssecStatusForVerifiedDomain DynamicDistributionGroup DynamicDistributionGroupMember
    EligibleDistributionGroupForMigration EmailAddressPolicy EmailTenantSettings EOPProtectionPolicyRule EtrLimits
    EventsFromEmailConfiguration EXOCasMailbox ExoInformationBarrierPolicy ExoInformationBarrierRelationship
    ExoInformationBarrierSegment EXOMailbox EXOMailboxFolderPermission EXOMailboxFolderStatistics
    EXOMailboxPermission EXOMailboxStatistics EXOMobileDeviceStatistics ExoPhishSimOverrideRule EXORecipient
    EXORecipientPermission ExoSecOpsOverrideRule ExternalInOutlook FederatedOrganizationIdentifier
    FederationInformation FederationTrust FocusedInbox GlobalAddressList Group HistoricalSearch
    HostedConnectionFilterPolicy HostedContentFilterPolicy HostedContentFilterRule HostedOutboundSpamFilterPolicy
    HostedOutboundSpamFilterRule HVEAccountBillingPolicy HVEAccountSettings HybridMailflowDatacenterIPs
    InboundConnector InboxRule IntraOrganizationConfiguration IntraOrganizationConnector IPv6StatusForAcceptedDomain
    IRMConfiguration JournalRule LdapDirectory LinkedUser M365DataAtRestEncryptionPolicy
    M365DataAtRestEncryptionPolicyAssignment Mailbox MailboxAuditBypassAssociation MailboxAutoReplyConfiguration
    MailboxCalendarConfiguration MailboxCalendarFolder MailboxFolder MailboxFolderPermission MailboxFolderStatistics
    MailboxImportRequest MailboxImportRequestStatistics MailboxIRMAccess MailboxJunkEmailConfiguration
    MailboxLocation MailboxMessageConfiguration MailboxPermission MailboxPlan MailboxRegionalConfiguration
    MailboxRestoreRequest MailboxRestoreRequestStatistics MailboxSearch MailboxSpellingConfiguration
    MailboxStatistics MailboxUserConfiguration MailContact MailDetailATPReport MailDetailDlpPolicyReport
    MailDetailEncryptionReport MailDetailTransportRuleReport MailFilterListReport MailFlowStatusReport
    MailPublicFolder MailTrafficATPReport MailTrafficEncryptionReport MailTrafficPolicyReport
    MailTrafficSummaryReport MailUser MalwareFilterPolicy MalwareFilterRule ManagementRole ManagementRoleAssignment
    ManagementRoleEntry ManagementScope MessageCategory MessageClassification MessageTrace MessageTraceDetail
    MessageTraceDetailV2 MessageTraceV2 MigrationBatch MigrationConfig MigrationEndpoint MigrationStatistics
    MigrationUser MigrationUserStatistics MobileDevice MobileDeviceMailboxPolicy MobileDeviceStatistics MoveRequest
    MoveRequestStatistics MxRecordReport MyAnalyticsFeatureConfig OfflineAddressBook OMEConfiguration
    OMEMessageStatus OnlineMeetingConfiguration OnPremisesOrganization OrganizationalUnit OrganizationConfig
    OrganizationRelationship OutboundConnector OutboundConnectorReport OutlookProtectionRule OwaMailboxPolicy
    PartnerApplication PendingDelicenseUser PerimeterConfig PhishSimOverridePolicy Place PolicyTipConfig
    PublicFolder PublicFolderClientPermission PublicFolderItemStatistics PublicFolderMailboxDiagnostics
    PublicFolderMailboxMigrationRequest PublicFolderMailboxMigrationRequestStatistics PublicFolderMoveRequest
    PublicFolderMoveRequestStatistics PublicFolderStatistics QuarantineMessage QuarantineMessageHeader
    QuarantinePolicy Recipient RecipientPermission RecipientStatisticsReport RecoverableItems RemoteDomain
    ReportExecutionInstance ReportSubmissionPolicy ReportSubmissionRule ResourceConfig RetentionEvent
    RetentionPolicy RetentionPolicyTag ReviewItems RMSTemplate RoleAssignmentPolicy RoleGroup RoleGroupMember
    SafeAttachmentPolicy SafeAttachmentRule SafeLinksAggregateReport SafeLinksDetailReport SafeLinksPolicy
    SafeLinksRule SCInsights SecOpsOverridePolicy SecurityPrincipal ServiceDeliveryReport ServicePrincipal
    SharingPolicy SmimeConfig SmtpDaneInboundStatus SpoofIntelligenceInsight SpoofMailReport
    SupervisoryReviewActivity SweepRule TeamsProtectionPolicy TeamsProtectionPolicyRule TenantAllowBlockListItems
    TenantAllowBlockListSpoofItems TextMessagingAccount TransportConfig TransportRule TransportRuleAction
    TransportRulePredicate UnifiedGroup UnifiedGroupLinks User UserBriefingConfig UserPhoto VivaInsightsSettings
    VivaModuleFeature VivaModuleFeatureEnablement VivaModuleFeaturePolicy VivaOrgInsightsDelegatedRole
    WorkforceInsightsDelegationAccess`,
  Import: `
    RecipientDataProperty`,
  Invoke: `
    ChangeMeetingOrganizer ComplianceSearchActionStep ProvisioningAcceptedDomainDiagnostic
    ProvisioningCompanyObjectDiagnostic ProvisioningRecipientDiagnostic ProvisioningVerifyRbacDiagnostic`,
  New: `
    ActiveSyncDeviceAccessRule ActiveSyncMailboxPolicy AddressBookPolicy AddressList AntiPhishPolicy AntiPhishRule
    App ApplicationAccessPolicy ATPBuiltInProtectionRule ATPProtectionPolicyRule AuthenticationPolicy
    AvailabilityConfig ClassificationRuleCollection DataEncryptionPolicy DistributionGroup DkimSigningConfig
    DynamicDistributionGroup EmailAddressPolicy EOPProtectionPolicyRule ExoPhishSimOverrideRule
    ExoSecOpsOverrideRule GlobalAddressList HostedContentFilterPolicy HostedContentFilterRule
    HostedOutboundSpamFilterPolicy HostedOutboundSpamFilterRule InboundConnector InboxRule
    IntraOrganizationConnector JournalRule M365DataAtRestEncryptionPolicy Mailbox MailboxAuditLogSearch
    MailboxFolder MailboxImportRequest MailboxRestoreRequest MailboxSearch MailContact MailMessage MailUser
    MalwareFilterPolicy MalwareFilterRule ManagementRole ManagementRoleAssignment ManagementScope
    MessageClassification MigrationBatch MigrationEndpoint MobileDeviceMailboxPolicy MoveRequest OfflineAddressBook
    OMEConfiguration OnPremisesOrganization OrganizationRelationship OutboundConnector OutlookProtectionRule
    OwaMailboxPolicy PhishSimOverridePolicy PolicyTipConfig PublicFolder PublicFolderMoveRequest
    QuarantinePermissions QuarantinePolicy RemoteDomain ReportSubmissionPolicy ReportSubmissionRule RetentionPolicy
    RetentionPolicyTag RoleAssignmentPolicy RoleGroup SafeAttachmentPolicy SafeAttachmentRule SafeLinksPolicy
    SafeLinksRule SecOpsOverridePolicy ServicePrincipal SharingPolicy SweepRule SyncMailPublicFolder
    TeamsProtectionPolicy TeamsProtectionPolicyRule TenantAllowBlockListItems TenantAllowBlockListSpoofItems
    TransportRule UnifiedGroup`,
  Preview: `
    QuarantineMessage`,
  Release: `
    QuarantineMessage`,
  Remove: `
    ActiveSyncDevice ActiveSyncDeviceAccessRule ActiveSyncMailboxPolicy AddressBookPolicy AddressList
    AntiPhishPolicy AntiPhishRule App ApplicationAccessPolicy ATPProtectionPolicyRule AuthenticationPolicy
    AvailabilityAddressSpace AvailabilityConfig BlockedConnector BlockedSenderAddress CalendarEvents
    ClassificationRuleCollection DistributionGroup DistributionGroupMember DkimSigningConfig
    DynamicDistributionGroup EmailAddressPolicy EOPProtectionPolicyRule ExoPhishSimOverrideRule
    ExoSecOpsOverrideRule GlobalAddressList HostedContentFilterPolicy HostedContentFilterRule
    HostedOutboundSpamFilterPolicy HostedOutboundSpamFilterRule HVEAppAccess HybridConfiguration InboundConnector
    InboxRule IntraOrganizationConnector JournalRule LdapDirectory Mailbox MailboxFolderPermission
    MailboxImportRequest MailboxIRMAccess MailboxPermission MailboxRestoreRequest MailboxSearch
    MailboxUserConfiguration MailContact MailUser MalwareFilterPolicy MalwareFilterRule ManagementRole
    ManagementRoleAssignment ManagementRoleEntry ManagementScope MessageClassification MigrationBatch
    MigrationEndpoint MigrationUser MobileDevice MobileDeviceMailboxPolicy MoveRequest OfflineAddressBook
    OMEConfiguration OnPremisesOrganization OrganizationRelationship OutboundConnector OutlookProtectionRule
    OwaMailboxPolicy PartnerApplication PhishSimOverridePolicy PolicyTipConfig PublicFolder
    PublicFolderClientPermission PublicFolderMailboxMigrationRequest PublicFolderMoveRequest QuarantinePolicy
    RecipientPermission RemoteDomain ReportSubmissionPolicy ReportSubmissionRule RetentionPolicy RetentionPolicyTag
    RoleAssignmentPolicy RoleGroup RoleGroupMember SafeAttachmentPolicy SafeAttachmentRule SafeLinksPolicy
    SafeLinksRule SecOpsOverridePolicy ServicePrincipal SharingPolicy SweepRule SyncMailPublicFolder
    TenantAllowBlockListItems TenantAllowBlockListSpoofItems TransportRule UnifiedGroup UnifiedGroupLinks UserPhoto
    VivaModuleFeaturePolicy VivaOrgInsightsDelegatedRole WorkforceInsightsDelegationAccess`,
  Restore: `
    RecoverableItems`,
  Resume: `
    MailboxImportRequest MailboxRestoreRequest MoveRequest`,
  Rotate: `
    DkimSigningConfig`,
  Search: `
    MailboxAuditLog UnifiedAuditLog`,
  Send: `
    TextMessagingVerificationCode`,
  Set: `
    AcceptedDomain AccessToCustomerDataRequest ActiveSyncDeviceAccessRule ActiveSyncMailboxPolicy
    ActiveSyncOrganizationSettings AddressBookPolicy AddressList AdminAuditLogConfig AntiPhishPolicy AntiPhishRule
    App ApplicationAccessPolicy ArcConfig ATPBuiltInProtectionRule AtpPolicyForO365 ATPProtectionPolicyRule
    AuthenticationPolicy AvailabilityConfig CalendarProcessing CASMailbox CASMailboxPlan
    ClassificationRuleCollection Clutter Contact DataEncryptionPolicy DefaultTenantBriefingConfig
    DefaultTenantMyAnalyticsFeatureConfig DistributionGroup DkimSigningConfig DynamicDistributionGroup
    EmailAddressPolicy EmailTenantSettings EOPProtectionPolicyRule EventsFromEmailConfiguration
    ExoPhishSimOverrideRule ExoSecOpsOverrideRule ExternalInOutlook FederatedOrganizationIdentifier FocusedInbox
    GlobalAddressList Group HostedConnectionFilterPolicy HostedContentFilterPolicy HostedContentFilterRule
    HostedOutboundSpamFilterPolicy HostedOutboundSpamFilterRule HVEAccountBillingPolicy HVEAccountSettings
    InboundConnector InboxRule IntraOrganizationConnector IRMConfiguration JournalRule LdapDirectory LinkedUser
    M365DataAtRestEncryptionPolicy M365DataAtRestEncryptionPolicyAssignment Mailbox MailboxAuditBypassAssociation
    MailboxAutoReplyConfiguration MailboxCalendarConfiguration MailboxCalendarFolder MailboxFolderPermission
    MailboxImportRequest MailboxIRMAccess MailboxJunkEmailConfiguration MailboxMessageConfiguration MailboxPlan
    MailboxRegionalConfiguration MailboxRestoreRequest MailboxSearch MailboxSpellingConfiguration MailContact
    MailPublicFolder MailUser MalwareFilterPolicy MalwareFilterRule ManagementRoleAssignment ManagementRoleEntry
    ManagementScope MessageClassification MigrationBatch MigrationConfig MigrationEndpoint MigrationUser
    MobileDeviceMailboxPolicy MoveRequest MyAnalyticsFeatureConfig OfflineAddressBook OMEConfiguration
    OMEMessageRevocation OnPremisesOrganization OrganizationConfig OrganizationRelationship OutboundConnector
    OutlookProtectionRule OwaMailboxPolicy PerimeterConfig PhishSimOverridePolicy Place PolicyTipConfig PublicFolder
    QuarantinePermissions QuarantinePolicy RemoteDomain ReportSubmissionPolicy ReportSubmissionRule ResourceConfig
    RetentionPolicy RetentionPolicyTag RMSTemplate RoleAssignmentPolicy RoleGroup SafeAttachmentPolicy
    SafeAttachmentRule SafeLinksPolicy SafeLinksRule SecOpsOverridePolicy ServicePrincipal SharingPolicy SmimeConfig
    SweepRule TeamsProtectionPolicy TeamsProtectionPolicyRule TenantAllowBlockListItems
    TenantAllowBlockListSpoofItems TextMessagingAccount TransportConfig TransportRule UnifiedGroup User
    UserBriefingConfig UserPhoto VivaInsightsSettings`,
  Start: `
    HistoricalSearch MailboxSearch ManagedFolderAssistant MigrationBatch MigrationUser`,
  Stop: `
    HistoricalSearch MailboxSearch MigrationBatch MigrationUser`,
  Suspend: `
    MailboxImportRequest MailboxRestoreRequest MoveRequest PublicFolderMailboxMigrationRequest`,
  Test: `
    ApplicationAccessPolicy ArchiveConnectivity DataClassification IRMConfiguration M365DataAtRestEncryptionPolicy
    MAPIConnectivity Message MigrationServerAvailability OAuthConnectivity OrganizationRelationship
    ServicePrincipalAuthorization TextExtraction`,
  Undo: `
    SoftDeletedMailbox SoftDeletedUnifiedGroup`,
  Update: `
    DistributionGroupMember HybridConfiguration PublicFolderMailbox Recipient RoleGroupMember
    VivaModuleFeaturePolicy`,
  Upgrade: `
    DistributionGroup`,
  Validate: `
    OutboundConnector`,
};
