import { Modal } from '@mantine/core';
import { words } from '../words/en.ts';

/** The keys of the app. */
export function KeysHelp({ onClose }: { readonly onClose: () => void }) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.help.title}
      closeButtonProps={{ 'aria-label': words.help.close }}
    >
      <table className="plain">
        <tbody>
          {words.help.rows.map(([key, what]) => (
            <tr key={key}>
              <th scope="row">
                <kbd>{key}</kbd>
              </th>
              <td>{what}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  );
}
