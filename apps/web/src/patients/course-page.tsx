import { routes, type CourseView } from '@evenkeel/contract';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { call } from '../app/api.ts';
import { Loading } from '../app/load-problem.tsx';
import { Page } from '../app/ui.tsx';
import { CourseChart } from '../charts/course-chart.tsx';
import { CourseFigures } from '../charts/course-figures.tsx';
import { CourseScales } from '../charts/course-scales.tsx';
import { rememberedScales, rememberScales, shownOf } from '../charts/course-shown.ts';
import { CourseSides } from '../charts/course-sides.tsx';
import { courseWords } from '../words/course-en.ts';
import { CourseTherapy } from './course-therapy.tsx';
import { PatientFrame } from './patient-frame.tsx';

/** Doses, medicines, therapy, events and scores of one patient on one time axis, and what they say. */
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
          <Loading of={[course]} />
        ) : (
          <Page title={course.data.sentence}>
            <Course key={patientId} course={course.data} />
          </Page>
        )
      }
    </PatientFrame>
  );
}

function Course({ course }: { readonly course: CourseView }) {
  const [chosen, setChosen] = useState(rememberedScales);
  const shown = useMemo(() => shownOf(course.series, chosen), [course.series, chosen]);
  const isEmpty =
    course.series.length + course.doses.length + course.planned.length + course.missed.length === 0;
  if (isEmpty) return <p>{courseWords.nothing}</p>;
  return (
    <>
      {course.series.length === 0 ? (
        <p className="quiet">{courseWords.noScales}</p>
      ) : (
        <CourseScales
          series={course.series}
          shown={shown.map(({ instrument }) => instrument)}
          onChange={(ids) => {
            setChosen(ids);
            rememberScales(ids);
          }}
        />
      )}
      <CourseChart course={course} shown={shown} />
      <CourseTherapy course={course} />
      {course.series.length === 0 ? null : (
        <>
          <CourseFigures course={course} shown={shown} />
          <CourseSides series={course.series} />
        </>
      )}
    </>
  );
}
