import { OperatingSystem } from "../../azure/i-virtual-machine";
import type { BoundResourceGroup } from "../../resource-group/host-resource-group";

/*
 * Every argument of a virtual machine but its identity. Two kinds are missing: arguments that the provider computes if
 * they are left out, and arguments that azurerm 5 no longer has and that older versions compute.
 */
const IGNORED_CHANGES = [
  "additional_capabilities",
  "admin_password",
  "admin_username",
  "availability_set_id",
  "boot_diagnostics",
  "bypass_platform_safety_checks_on_user_schedule_enabled",
  "capacity_reservation_group_id",
  "custom_data",
  "dedicated_host_group_id",
  "dedicated_host_id",
  "edge_zone",
  "encryption_at_host_enabled",
  "eviction_policy",
  "extensions_time_budget",
  "gallery_application",
  "license_type",
  "location",
  "max_bid_price",
  "network_interface_ids",
  "os_disk",
  "os_image_notification",
  "os_managed_disk_id",
  "plan",
  "platform_fault_domain",
  "priority",
  "proximity_placement_group_id",
  "reboot_setting",
  "secret",
  "secure_boot_enabled",
  "size",
  "source_image_id",
  "source_image_reference",
  "tags",
  "termination_notification",
  "user_data",
  "virtual_machine_scale_set_id",
  "vtpm_enabled",
  "zone",
];

const ONLY_WINDOWS = ["additional_unattend_content", "timezone", "winrm_listener"];
const ONLY_LINUX = ["admin_ssh_key"];

/** The arguments of an adopted machine whose changes Terraform ignores. */
export function ignoredChangesOf(system: OperatingSystem): string[] {
  return [...IGNORED_CHANGES, ...(system === OperatingSystem.WINDOWS ? ONLY_WINDOWS : ONLY_LINUX)];
}

/**
 * What the provider requires of every machine, for an adopted one: changes of all of it are ignored. An existing disk
 * replaces the image, the user and the password, which the configuration would otherwise have to contain.
 */
export function placeholdersFor(group: BoundResourceGroup) {
  return {
    size: "Standard_B2s",
    networkInterfaceIds: [`${group.id}/providers/Microsoft.Network/networkInterfaces/ignored`],
    osDisk: { caching: "ReadWrite" },
    osManagedDiskId: `${group.id}/providers/Microsoft.Compute/disks/ignored`,
  };
}
