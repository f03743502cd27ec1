/** The row types of the tables. Migrations create them; `Database` joins the types of all parts of the server. */
import type { Generated } from 'kysely';
import type { ChangeKind } from '../../src/domain/delivery';
import type { SharedType } from '../../src/domain/shared-item';

/** A device that delivers records. */
export interface DeviceRow {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly registered_at: Date;
  readonly last_seen_at: Date | null;
  readonly revoked_at: Date | null;
}

/** A token by the SHA-256 of its text, so that the table reveals no token. */
export interface TokenRow {
  readonly hash: string;
  readonly role: 'device' | 'engineer';
  /** Of a device's token. */
  readonly device_id: string | null;
  /** Of an engineer's token: whose it is. */
  readonly label: string | null;
  readonly created_at: Date;
  readonly first_used_at: Date | null;
  readonly revoked_at: Date | null;
}

/** A part of an incomplete blob. It is in the database so that any copy of the server can accept the next one. */
interface BlobPartRow {
  readonly owner: string;
  readonly sha256: string;
  readonly part_offset: number;
  readonly total_bytes: number;
  readonly content: Uint8Array;
  readonly received_at: Date;
}

/** A complete blob; its bytes are in the blob store. `mime` is detected from the content, not declared by a client. */
export interface BlobRow {
  readonly sha256: string;
  readonly bytes: number;
  readonly mime: string;
  readonly stored_at: Date;
}

/** Which device sent a blob, and may read it. */
interface BlobOwnerRow {
  readonly sha256: string;
  readonly owner: string;
}

/** One row: the last sequence number and the server's hybrid clock. Locked by each commit, so that both follow commits. */
interface IntakeCounterRow {
  readonly id: 1;
  readonly sequence: number;
  readonly clock: string;
}

/** A change as it arrived; never altered, never removed. `content` is its text byte for byte. */
export interface ChangeRow {
  readonly id: string;
  readonly sequence: number;
  /** The id of the record, asset or job. */
  readonly record_id: string;
  readonly kind: ChangeKind;
  readonly at: string;
  readonly author: string;
  /** The device that delivered it; null where an engineer imported it. */
  readonly deliverer: string | null;
  readonly content: string;
  readonly content_hash: string;
  readonly server_clock: string;
  readonly received_at: Date;
}

/** The state of a record after its change with the greatest `at`, in columns for lists; `changes.content` has the whole. */
export interface RecordRow {
  readonly id: string;
  readonly author: string;
  /** The device that delivered its first change; null where an engineer imported it. */
  readonly deliverer: string | null;
  readonly change_id: string;
  readonly sequence: number;
  readonly at: string;
  readonly is_deleted: boolean;
  readonly first_received_at: Date;
  readonly received_at: Date;
  /** Null in a record of which only the deletion has arrived; so are the others below. */
  readonly taken_at: Date | null;
  readonly utc_offset_minutes: number | null;
  readonly file_name: string | null;
  readonly note: string | null;
  readonly pack_id: string | null;
  readonly pack_version: string | null;
  readonly pack_title: string | null;
  readonly grade_label: string | null;
  readonly grade_title: string | null;
  readonly grade_group: string | null;
  /** 0 to 1. */
  readonly grade_confidence: number | null;
  readonly grade_indicative: boolean | null;
  /** The code of the refusal, where the pack gave no verdict. */
  readonly grade_refused: string | null;
  /** 0 to 1; 0.5 is the threshold. */
  readonly anomaly_score: number | null;
  readonly is_anomalous: boolean | null;
  readonly anomaly_level: string | null;
  readonly anomaly_level_title: string | null;
  /** What the pack advises at this level. */
  readonly anomaly_action: string | null;
  readonly box_count: number | null;
  /** What the pack learned from, as JSON. */
  readonly trained_on: string | null;
  /** Whether a person confirmed or changed the verdict; null if no person has checked it. */
  readonly review: string | null;
  /** The pack gave no verdict: the person decided. */
  readonly is_decision: boolean | null;
  readonly reviewed_by: string | null;
  /** By the device's clock, ISO 8601 in UTC. */
  readonly reviewed_at: string | null;
  /** The asset and the job to which the picture belongs. */
  readonly asset_id: string | null;
  readonly job_id: string | null;
  readonly purpose: string | null;
  /** Null if the user chose not to send the blob. */
  readonly photo_sha256: string | null;
  readonly thumbnail_sha256: string | null;
}

/** The state of an asset or a job after its change with the greatest `at`; `changes.content` has the whole. */
interface SharedItemRow {
  readonly id: string;
  readonly type: SharedType;
  /** Null if only the deletion was received. */
  readonly number: string | null;
  readonly change_id: string;
  readonly sequence: number;
  readonly at: string;
  readonly is_deleted: boolean;
  readonly received_at: Date;
}

/** A part of the file of a pack that the office offers now. */
interface OfferedBlobRow {
  readonly item_id: string;
  readonly sha256: string;
}

/** Who changed rights or data. */
interface AuditRow {
  readonly id: Generated<number>;
  readonly at: Date;
  /** `device <id>`, `engineer <label>`, `operator` or `anyone`. */
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly request_id: string | null;
}

/** Counts of the rate limiter; its own columns. */
interface RateLimitRow {
  readonly key: string;
  readonly points: number;
  readonly expire: number | null;
}

/** A session of the office, by the SHA-256 of its cookie. */
interface OfficeSessionRow {
  readonly hash: string;
  readonly token_hash: string;
  readonly expires_at: Date;
}

/** All tables. */
export interface Database {
  readonly devices: DeviceRow;
  readonly tokens: TokenRow;
  readonly blob_parts: BlobPartRow;
  readonly blobs: BlobRow;
  readonly blob_owners: BlobOwnerRow;
  readonly intake_counter: IntakeCounterRow;
  readonly changes: ChangeRow;
  readonly records: RecordRow;
  readonly shared_items: SharedItemRow;
  readonly offered_blobs: OfferedBlobRow;
  readonly audit_log: AuditRow;
  readonly rate_limits: RateLimitRow;
  readonly office_sessions: OfficeSessionRow;
}
