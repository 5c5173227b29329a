import { CopyValue } from "@/components/directory/copy-value.tsx";
import { DataItem, DataList } from "@/components/ui/data-list.tsx";

/** What the customer's IdP admin has to enter on their side. */
export function ConnectionHandout(props: {
  protocol: string;
  urls: { acsUrl: string; spEntityId: string; oidcRedirectUri: string };
}) {
  return (
    <DataList>
      {props.protocol === "oidc" ? (
        <DataItem label="Redirect URI">
          <CopyValue value={props.urls.oidcRedirectUri} label="Copy redirect URI" />
        </DataItem>
      ) : (
        <>
          <DataItem label="ACS URL">
            <CopyValue value={props.urls.acsUrl} label="Copy ACS URL" />
          </DataItem>
          <DataItem label="SP entity ID">
            <CopyValue value={props.urls.spEntityId} label="Copy SP entity ID" />
          </DataItem>
        </>
      )}
    </DataList>
  );
}
