export { PatientBanner } from '../patients/patient-banner.tsx';
