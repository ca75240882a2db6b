import { z } from 'zod';
import { importer } from '../define.ts';
import sql from './load.sql?raw';

const names = [
  'ent_num',
  'name',
  'type',
  'program',
  'title',
  'call_sign',
  'vessel_type',
  'tonnage',
  'gross_tonnage',
  'vessel_flag',
  'vessel_owner',
  'remarks',
];

export default importer({
  id: 'ofac-sdn',
  label: 'OFAC SDN list (sdn.csv)',
  family: 'labels',
  target: 'tag',
  extensions: ['csv'],
  columns: {
    ent_num: ['ent_num'],
    name: ['SDN_Name'],
    type: ['SDN_Type'],
    program: ['Program'],
    title: ['Title'],
    call_sign: ['Call_Sign'],
    vessel_type: ['Vess_type'],
    tonnage: ['Tonnage'],
    gross_tonnage: ['GRT'],
    vessel_flag: ['Vess_flag'],
    vessel_owner: ['Vess_owner'],
    remarks: ['Remarks'],
  },
  required: ['ent_num', 'name', 'program', 'remarks'],
  headerless: names,
  sniff: (head, standard) => {
    const fits = head.rows.filter(
      (row) =>
        row.length === names.length &&
        /^\d+ ?$/.test(row[0] ?? '') &&
        row.some((cell) => cell?.trim() === '-0-'),
    );
    return fits.length > 0 && fits.length * 2 >= head.rows.length ? 0.95 : standard;
  },
  options: z.object({}),
  further: ['network', 'address'],
  sql,
});
