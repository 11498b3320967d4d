import { routes } from '@evenkeel/contract';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { call } from '../app/api.ts';
import { ProblemBox } from '../app/problem-box.tsx';
import { Page } from '../app/ui.tsx';
import { CourseChart } from '../charts/course-chart.tsx';
import { recordWords } from '../words/patient-record-en.ts';
import { words } from '../words/en.ts';
import { PatientFrame } from './patient-frame.tsx';

/** Doses and scores of one patient on one time axis. */
export function CoursePage() {
  const { patientId = '' } = useParams({ strict: false });
  const course = useQuery({
    queryKey: ['course', patientId],
    queryFn: async () => await call(routes.course, { params: { patientId } }),
  });
  return (
    <PatientFrame patientId={patientId}>
      {() =>
        course.data === undefined ? (
          course.error === null ? (
            words.loading
          ) : (
            <ProblemBox error={course.error} />
          )
        ) : (
          <Page title={course.data.sentence}>
            {course.data.scores.length + course.data.doses.length === 0 ? (
              <p>{recordWords.course.none}</p>
            ) : (
              <CourseChart course={course.data} />
            )}
          </Page>
        )
      }
    </PatientFrame>
  );
}
