/** A price that media are paid by, and how the price list of Amazon is asked for it. */
export interface WantedPrice {
  /** As in the books of the package. */
  readonly id: string;
  readonly service: string;
  readonly filters: Readonly<Record<string, string>>;
  /** Which of the products that are found it is; regions put a prefix before it. */
  readonly usageType: RegExp;
  /** Of the list, and of a book. A list says GB for 2^30 bytes of S3 and EBS, as the books of the package know. */
  readonly listUnit: string;
  readonly unit: string;
}

/** A machine by the hour, and where the list has it bound for years. */
export function machinePrice(type: string): WantedPrice {
  return {
    id: `ec2.${type}`,
    service: 'AmazonEC2',
    filters: {
      instanceType: type,
      operatingSystem: 'Linux',
      tenancy: 'Shared',
      preInstalledSw: 'NA',
      capacitystatus: 'Used',
    },
    usageType: usage(`BoxUsage:${type}`),
    listUnit: 'Hrs',
    unit: 'USD/node-h',
  };
}

function emrPrice(type: string): WantedPrice {
  return {
    id: `emr.uplift.${type}`,
    service: 'ElasticMapReduce',
    filters: { instanceType: type, softwareType: 'EMR' },
    usageType: usage(`BoxUsage:${type}`),
    listUnit: 'Hrs',
    unit: 'USD/node-h',
  };
}

const GIB_MONTH = { listUnit: 'GB-Mo', unit: 'USD/GiB-month(730h)' };
const IOPS_MONTH = { listUnit: 'IOPS-Mo', unit: 'USD/IOPS-month(730h)' };

function volumePrice(type: string): WantedPrice {
  return {
    id: `ebs.${type}.storage`,
    service: 'AmazonEC2',
    filters: { productFamily: 'Storage', volumeApiName: type },
    usageType: usage(`EBS:VolumeUsage.${type}`),
    ...GIB_MONTH,
  };
}

function iopsPrice(id: string, type: string): WantedPrice {
  return {
    id,
    service: 'AmazonEC2',
    filters: { productFamily: 'System Operation', volumeApiName: type, group: 'EBS IOPS' },
    usageType: usage(`EBS:VolumeP-IOPS.${type}`),
    ...IOPS_MONTH,
  };
}

function objectRequest(id: string, group: string, type: string): WantedPrice {
  return {
    id,
    service: 'AmazonS3',
    filters: { group },
    usageType: usage(type),
    listUnit: 'Requests',
    unit: 'USD/request',
  };
}

function dynamoRequest(id: string, group: string, unit: string): WantedPrice {
  return {
    id,
    service: 'AmazonDynamoDB',
    filters: { productFamily: 'Amazon DynamoDB PayPerRequest Throughput', group },
    usageType: usage(unit),
    listUnit: unit,
    unit: 'USD/request',
  };
}

/** What the media, a job on EMR and a transfer are paid by. */
export const WANTED: readonly WantedPrice[] = [
  ...['r7g.4xlarge', 'x2iedn.32xlarge', 'i4i.4xlarge', 'm7g.xlarge'].map(machinePrice),
  emrPrice('m7g.xlarge'),
  ...['gp3', 'io2', 'st1'].map(volumePrice),
  iopsPrice('ebs.gp3.iops', 'gp3'),
  iopsPrice('ebs.io2.iops.first-tier', 'io2'),
  {
    id: 's3.standard.storage',
    service: 'AmazonS3',
    filters: { productFamily: 'Storage', volumeType: 'Standard' },
    usageType: usage('TimedStorage-ByteHrs'),
    ...GIB_MONTH,
  },
  {
    id: 's3.standard-ia.storage',
    service: 'AmazonS3',
    filters: { productFamily: 'Storage', volumeType: 'Standard - Infrequent Access' },
    usageType: usage('TimedStorage-SIA-ByteHrs'),
    ...GIB_MONTH,
  },
  objectRequest('s3.standard.put', 'S3-API-Tier1', 'Requests-Tier1'),
  objectRequest('s3.standard.get', 'S3-API-Tier2', 'Requests-Tier2'),
  objectRequest('s3.standard-ia.put', 'S3-API-SIA-Tier1', 'Requests-SIA-Tier1'),
  objectRequest('s3.standard-ia.get', 'S3-API-SIA-Tier2', 'Requests-SIA-Tier2'),
  {
    id: 's3.standard-ia.retrieval',
    service: 'AmazonS3',
    filters: { group: 'S3-API-SIA-Retrieval' },
    usageType: usage('Retrieval-SIA'),
    listUnit: 'GB',
    unit: 'USD/GiB',
  },
  dynamoRequest('dynamodb.read', 'DDB-ReadUnits', 'ReadRequestUnits'),
  dynamoRequest('dynamodb.write', 'DDB-WriteUnits', 'WriteRequestUnits'),
  {
    id: 'dynamodb.standard.storage',
    service: 'AmazonDynamoDB',
    filters: { productFamily: 'Database Storage' },
    usageType: usage('TimedStorage-ByteHrs'),
    listUnit: 'GB-Mo',
    unit: 'USD/GB-month(730h)',
  },
  {
    id: 'redshift.managed-storage',
    service: 'AmazonRedshift',
    filters: { productFamily: 'Redshift Managed Storage' },
    usageType: usage('RMS:ra3.xlplus'),
    listUnit: 'GB-Mo',
    unit: 'USD/GB-month(730h)',
  },
  {
    id: 'redshift.ra3.xlplus',
    service: 'AmazonRedshift',
    filters: { productFamily: 'Compute Instance', instanceType: 'ra3.xlplus' },
    usageType: usage('Node:ra3.xlplus'),
    listUnit: 'Hrs',
    unit: 'USD/node-h',
  },
];

/** With or without the code of a region, as `EUW1-` or `EU-`, before it; what has more before it is another thing. */
function usage(type: string): RegExp {
  return new RegExp(`^((?!IA-)[A-Z]+[0-9]*-)?${RegExp.escape(type)}$`);
}
