/** Who brings a change: a device its own or another's queue, or an engineer with a ZIP. */
export type Deliverer =
  { readonly kind: 'device'; readonly deviceId: string } | { readonly kind: 'engineer'; readonly label: string };
